package io.clientele.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * New rows, and the values of a field whose stored rows leave as they come.
 *
 * @param rows may carry {@link Write#GONE}; those for which it is true only name a value
 */
record Exchange(Table table, Field by, Dataset<Row> rows) {

  /** In one commit; rows of which nothing leaves are appended as they are. */
  void into(TableWriter writer) {
    if (!Arrays.asList(rows.columns()).contains(Write.GONE.name())) {
      writer.append(rows);
      return;
    }

    Column gone = coalesce(Write.GONE.col(), lit(false));
    Dataset<Row> staying =
        rows.filter(not(gone))
            .select(table.fields().stream().map(Field::col).toArray(Column[]::new));
    List<Object> leaving = leaving(gone);
    if (leaving.isEmpty()) {
      writer.append(staying);
    } else {
      // Delta itself refuses new rows that are of other values.
      writer.replace(staying, by.col().isin(leaving.toArray()));
    }
  }

  private List<Object> leaving(Column gone) {
    return rows
        .filter(gone)
        .select(by.col())
        .distinct()
        // The step names each of them: as many as the things it exchanges, such as files.
        .collectAsList()
        .stream()
        .map(row -> row.get(0))
        .toList();
  }
}
