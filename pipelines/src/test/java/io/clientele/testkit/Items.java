package io.clientele.testkit;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.step.AsOf;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The small tables that the laws of lakes are told with. */
record Items(SparkSession spark) {
  static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  static final Field AMOUNT = Field.optional("amount", Types.AMOUNT, "What it is worth.");

  static final Table NOTES = table("notes", new Write.Append());
  static final Table ITEMS = table("items", new Write.Upsert());
  static final Table TOTALS = table("totals", new Write.Whole());
  static final Table BATCHES =
      new Table(Layer.BRONZE, "batches", List.of(ID, AMOUNT), List.of(), new Write.Exchange(ID));
  static final Table DAILY =
      new Table(
          Layer.GOLD,
          "daily",
          List.of(AsOf.FIELD, ID),
          List.of(AsOf.FIELD, ID),
          new Write.Replace(AsOf.FIELD));

  private static Table table(String name, Write write) {
    return new Table(Layer.SILVER, name, List.of(ID, AMOUNT), List.of(ID), write);
  }

  /** Rows that fit both notes and items. */
  Dataset<Row> of(String... ids) {
    Rows rows = Rows.of(NOTES);
    List.of(ids).forEach(id -> rows.row().with(ID, id));
    return rows.in(spark);
  }

  /** An identifier and its amount, in turns. */
  Dataset<Row> priced(Object... pairs) {
    Rows rows = Rows.of(ITEMS);
    for (int i = 0; i < pairs.length; i += 2) {
      rows.row().with(ID, pairs[i]).with(AMOUNT, pairs[i + 1]);
    }
    return rows.in(spark);
  }

  Dataset<Row> daily(LocalDate day, String... ids) {
    Rows rows = Rows.of(DAILY);
    List.of(ids).forEach(id -> rows.row().with(AsOf.FIELD, day).with(ID, id));
    return rows.in(spark);
  }

  /** The rows, of which these are to leave the table. */
  static Dataset<Row> leaving(Dataset<Row> rows, Object... ids) {
    return rows.withColumn(Write.GONE.name(), ID.col().isin(ids));
  }

  /** The rows, of which these must not pass. */
  static Dataset<Row> rejecting(Dataset<Row> rows, Object... ids) {
    Column reasons =
        Rejects.reasons(List.of(Rejects.reason(ID.col().isin(ids), "unknown", ID, ID.col())));
    return rows.withColumn(Rejects.REASONS.name(), reasons)
        .withColumn(Rejects.PLACE.name(), lit("notes.csv, byte 17"));
  }

  /** The rows as records that were received, of which these are not kept; with a source's count. */
  static Dataset<Row> received(Dataset<Row> rows, Fate fate, long announced, Object... ids) {
    Dataset<Row> told =
        rows.withColumn(
                Fate.FIELD.name(),
                when(Rejects.any(), lit(Fate.REJECTED.name()))
                    .when(ID.col().isin(ids), lit(fate.name()))
                    .otherwise(lit(Fate.KEPT.name())))
            .withColumn(Fate.ANNOUNCED.name(), Fate.ANNOUNCED.absent());
    return told.union(
        told.limit(1)
            .withColumn(Rejects.REASONS.name(), Rejects.reasons(List.of()))
            .withColumn(Fate.FIELD.name(), Fate.FIELD.absent())
            .withColumn(Fate.ANNOUNCED.name(), Fate.ANNOUNCED.from(lit(announced))));
  }

  /** The rows, of which this one has lost its identifier. */
  static Dataset<Row> losing(String id, Dataset<Row> rows) {
    return rows.withColumn(ID.name(), when(ID.col().notEqual(id), ID.col()));
  }
}
