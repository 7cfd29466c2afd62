package io.clientele.lake;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.clientele.step.Reason;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/** Rows of the quarantine summed up by why they are there; tells nothing of what was received. */
public final class Reasons {
  private static final Field NUMBER =
      Field.required("_number", Types.SMALL, "Place among those of one reason.");
  private static final Field COUNT = Field.required("_count", Types.COUNT, "Rows of one reason.");
  private static final Field PLACES =
      Field.required("_places", DataTypes.createArrayType(Types.TEXT), "Some of their places.");

  /** Codes and fields are few, by declaration; more than these nobody reads. */
  private static final int MOST = 200;

  private Reasons() {}

  /** The most frequent first. */
  public static List<Reason> of(Dataset<Row> quarantine) {
    Column[] by = {Quarantine.TABLE_ID.col(), Quarantine.CODE.col(), Quarantine.FIELD.col()};
    Column number =
        row_number().over(Window.partitionBy(by).orderBy(Quarantine.PLACE.col().asc_nulls_last()));
    Column some = when(NUMBER.col().leq(Reason.PLACES), Quarantine.PLACE.col());
    return quarantine
        .withColumn(NUMBER.name(), number)
        .groupBy(by)
        .agg(COUNT.from(count(lit(1))), PLACES.from(array_sort(collect_list(some))))
        .orderBy(COUNT.col().desc(), by[0], by[1], by[2])
        .takeAsList(MOST)
        .stream()
        .map(
            row ->
                new Reason(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getList(4)))
        .toList();
  }
}
