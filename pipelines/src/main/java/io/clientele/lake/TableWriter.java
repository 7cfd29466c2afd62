package io.clientele.lake;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** Commits rows to one stored table. */
record TableWriter(String path, Map<String, String> options) {

  void append(Dataset<Row> rows) {
    try {
      writer(rows).append();
    } catch (NoSuchTableException e) {
      throw absent(e);
    }
  }

  /** The rows take the place of all that fulfil the condition. */
  void replace(Dataset<Row> rows, Column condition) {
    try {
      writer(rows).overwrite(condition);
    } catch (NoSuchTableException e) {
      throw absent(e);
    }
  }

  private DataFrameWriterV2<Row> writer(Dataset<Row> rows) {
    return rows.writeTo("delta.`" + path.replace("`", "``") + "`").options(options);
  }

  private IllegalStateException absent(NoSuchTableException cause) {
    return new IllegalStateException("Cannot write to " + path + ": there is no table", cause);
  }
}
