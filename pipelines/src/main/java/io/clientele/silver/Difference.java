package io.clientele.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What must change in a table whose rows hold nothing but what their key decides, so that it says
 * the same of some keys as rows made anew.
 *
 * @param by the part of the key by which rows are made anew
 */
record Difference(Table table, List<Field> by) {
  private static final Field TIMES =
      Field.required("_times", Types.COUNT, "How often the key was touched.");

  /**
   * The new rows and the gone ones, of the touched keys alone: what is as before is not told.
   *
   * @param few true where the touched keys fit the memory of every process
   */
  Dataset<Row> of(Dataset<Row> own, Dataset<Row> anew, Dataset<Row> touched, boolean few) {
    Dataset<Row> keys = once(touched);
    // Of these alone: among rows made anew, Spark would look them up in every table they come from,
    // and plan each time how they are found.
    Dataset<Row> before = join(own, few ? broadcast(keys) : keys, by, "left_semi");
    Dataset<Row> after = join(anew, keys, by, "left_semi");
    return marked(join(after, before, table.key(), "left_anti"), false)
        .union(marked(join(before, after, table.key(), "left_anti"), true));
  }

  /**
   * Each touched key once. Not by {@code distinct}: where nothing was touched, Spark would see that
   * only after it had prepared to read whole tables.
   */
  private Dataset<Row> once(Dataset<Row> touched) {
    return touched
        .groupBy(by.stream().map(Field::col).toArray(Column[]::new))
        .agg(TIMES.from(count(lit(1))));
  }

  private static Dataset<Row> join(
      Dataset<Row> rows, Dataset<Row> others, List<Field> on, String type) {
    return rows.join(others, on.stream().map(Field::name).toArray(String[]::new), type);
  }

  private Dataset<Row> marked(Dataset<Row> rows, boolean gone) {
    Stream<Column> fields = table.fields().stream().map(Field::col);
    return rows.select(
        Stream.concat(fields, Stream.of(Write.GONE.from(lit(gone)))).toArray(Column[]::new));
  }
}
