package io.clientele.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Types;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Totals of orders whose records tell none: what their lines come to. An order without a line is
 * refused rather than worth nothing, until one comes.
 */
record LineTotals(Dataset<Row> lines) {
  private static final Field TOTAL =
      Field.optional("_lines_total", Types.AMOUNT, "Sum of the totals of the order's lines.");
  private static final Field UNITS =
      Field.optional("_lines_units", Types.AMOUNT, "Sum of the units of the order's lines.");

  /** Whether the rows of a feed need them. */
  static boolean areFor(Feed feed) {
    return feed.to().equals(Orders.TABLE) && !feed.fills().containsKey(Orders.NET_TOTAL);
  }

  /** Keys of the orders that lines belong to. */
  static Dataset<Row> orders(Dataset<Row> lines) {
    return lines.select(
        Origin.SOURCE_SYSTEM.col(),
        Origin.CONNECTION_ID.col(),
        Origin.SOURCE_ID.from(OrderLines.ORDER_SOURCE_ID.col()));
  }

  /** The orders with their totals, refused where there is none. */
  Dataset<Row> into(Dataset<Row> orders) {
    Dataset<Row> totals =
        lines
            .groupBy(
                Origin.SOURCE_SYSTEM.col(),
                Origin.CONNECTION_ID.col(),
                OrderLines.ORDER_SOURCE_ID.col().as(Origin.SOURCE_ID.name()))
            .agg(sumOf(OrderLines.LINE_TOTAL, TOTAL), sumOf(OrderLines.QUANTITY, UNITS));
    Column missing =
        Rejects.reason(
            TOTAL.col().isNull().and(not(Draft.UNCUT.col())),
            Canon.MISSING_VALUE,
            Orders.NET_TOTAL,
            lit(null));
    return orders
        .join(totals, Origin.KEY.stream().map(Field::name).toArray(String[]::new), "left_outer")
        .withColumn(Orders.NET_TOTAL.name(), TOTAL.col())
        .withColumn(Orders.ITEM_COUNT.name(), coalesce(Orders.ITEM_COUNT.col(), UNITS.col()))
        .withColumn(Rejects.REASONS.name(), Rejects.further(List.of(missing)));
  }

  private static Column sumOf(Field each, Field all) {
    return sum(each.col()).try_cast(all.type()).as(all.name());
  }
}
