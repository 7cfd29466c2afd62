package io.clientele.silver;

import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The versions that records tell of each row of a table, of which the newest is kept: by {@link
 * Origin#NEWEST}, and where that is equal by content, so that no partitioning matters.
 *
 * <p>Refused rows all stay, each at its place; of the others the newest of each key, and of those
 * that have nothing but their key, one that says that it is gone. Records that were received stay
 * too where they are not the newest, as superseded.
 */
record Versions(Table table) {
  private static final Field NEWER =
      Field.optional("_newer", Types.FLAG, "Not null where there is a newer version of the row.");
  private static final Field APART =
      Field.optional("_apart", Types.TEXT, "Place of a record that is compared with no other.");
  private static final Field PART =
      Field.required("_part", Types.COUNT, "By which rows are dealt out to tasks.");
  private static final Field OWN =
      Field.required("_own", Types.FLAG, "True where the row is one of the table itself.");

  /** Of rows that came, and of none that were there. */
  Dataset<Row> newest(Dataset<Row> came) {
    return newest(dealtOut(came), order(Stream.of()));
  }

  /** Of rows that came and the table's own, the newest that came: its own it has already. */
  Dataset<Row> newest(Dataset<Row> came, Dataset<Row> own) {
    // Of equal ones, read again by a retry, the own one stays.
    WindowSpec order = order(Stream.of(OWN.col().desc()));
    WindowSpec all = order.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    Dataset<Row> both =
        came.withColumn(OWN.name(), lit(false)).union(own.withColumn(OWN.name(), lit(true)));
    return newest(dealtOut(both).withColumn(Write.KNOWN.name(), max(OWN.col()).over(all)), order)
        .where(not(OWN.col()));
  }

  /**
   * What is refused or no row is no version of any other. Rows are dealt out by the digest of their
   * keys, in whose order they then come: so their writer sees that it has no key twice.
   */
  private Dataset<Row> dealtOut(Dataset<Row> rows) {
    Column apart = Rejects.any().or(not(Fate.staysInTable()));
    Column part = when(APART.col().isNull(), table.keyDigest()).otherwise(xxhash64(APART.col()));
    return rows.withColumn(APART.name(), when(apart, Rejects.PLACE.col()))
        .withColumn(PART.name(), part)
        .repartition(PART.col());
  }

  private static Dataset<Row> newest(Dataset<Row> rows, WindowSpec order) {
    // Not row_number: Spark would cut it down before the shuffle too, at the price of a second
    // sort, and keys seldom repeat.
    Column newest = NEWER.col().isNull();
    Column fate =
        when(newest.or(not(Fate.KEPT.is())), Fate.FIELD.col())
            .otherwise(lit(Fate.SUPERSEDED.name()));
    return rows.withColumn(NEWER.name(), lag(lit(true), 1).over(order))
        .where(newest.or(Fate.isReceived()).or(Fate.ANNOUNCED.col().isNotNull()))
        .withColumn(Fate.FIELD.name(), fate);
  }

  /** The versions of each row, the newest first; what decides between equal ones comes last. */
  private WindowSpec order(Stream<Column> betweenEqual) {
    Stream<Column> newestFirst = Origin.NEWEST.stream().map(f -> f.col().desc_nulls_last());
    Stream<Column> thenByContent = table.fields().stream().map(f -> f.col().desc_nulls_last());
    Stream<Column> thenReceived = Stream.of(Fate.FIELD.col().desc_nulls_last());
    return Window.partitionBy(sameRow().toArray(Column[]::new))
        .orderBy(
            Stream.of(newestFirst, thenByContent, thenReceived, betweenEqual)
                .flatMap(each -> each)
                .toArray(Column[]::new));
  }

  private List<Column> sameRow() {
    // The source's own key first: Spark sorts by the beginning of the first one, while that tells.
    List<Column> key = new ArrayList<>(table.key().stream().map(Field::col).toList());
    Collections.reverse(key);
    key.addAll(List.of(APART.col(), PART.col()));
    return key;
  }
}
