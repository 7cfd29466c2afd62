package io.clientele.history;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Which orders and refunds count, and what an order's units are. */
final class Counting {
  /** What an order's lines came to by category, in the order's currency, in no order. */
  static final Field CATEGORIES =
      Field.optional(
          "_categories",
          DataTypes.createArrayType(
              DataTypes.createStructType(
                  List.of(
                      DataTypes.createStructField("category", Types.TEXT, true),
                      DataTypes.createStructField("line_total", Types.AMOUNT, true)))),
          "Category and total of each line that tells a category.");

  private static final String ORDER = "o";
  private static final String OTHER = "x";

  private Counting() {}

  /** Orders that count, each with its units: its own figure, else the sum of its lines, else 0. */
  static Dataset<Row> orders(Dataset<Row> orders, Dataset<Row> lines) {
    Column told = struct(OrderLines.CATEGORY.col(), OrderLines.LINE_TOTAL.col());
    Dataset<Row> summed =
        lines
            .groupBy(
                Origin.SOURCE_SYSTEM.col(),
                Origin.CONNECTION_ID.col(),
                OrderLines.ORDER_SOURCE_ID.col())
            .agg(
                sum(OrderLines.QUANTITY.col()).as(OrderLines.QUANTITY.name()),
                collect_list(when(OrderLines.CATEGORY.col().isNotNull(), told))
                    .as(CATEGORIES.name()));
    Column known = coalesce(Orders.ITEM_COUNT.of(ORDER), OrderLines.QUANTITY.of(OTHER), lit(0));
    return orders
        .as(ORDER)
        .where(counts())
        .join(summed.as(OTHER), sameOrder(OrderLines.ORDER_SOURCE_ID), "left_outer")
        .select(
            Origin.SOURCE_SYSTEM.of(ORDER),
            Origin.CONNECTION_ID.of(ORDER),
            Origin.CUSTOMER_SOURCE_ID.of(ORDER),
            Orders.PLACED_AT.of(ORDER),
            Orders.SALES_CHANNEL.of(ORDER),
            Orders.NET_TOTAL.of(ORDER),
            Orders.REPORTED_TOTAL.of(ORDER),
            Orders.REPORTED_DISCOUNT.of(ORDER),
            known.as(Orders.ITEM_COUNT.name()),
            CATEGORIES.of(OTHER));
  }

  /** A line's total in the tenant's currency, by the rate of its order. */
  static Column reported(Column lineTotal) {
    Column net = Orders.NET_TOTAL.col();
    Column told = Orders.REPORTED_TOTAL.col();
    // A free order tells no rate, and nothing to be converted either.
    return when(net.equalTo(told).or(net.equalTo(0)), lineTotal)
        .otherwise(lineTotal.multiply(told).divide(net))
        .cast(Types.AMOUNT);
  }

  /**
   * Refunds but for those of orders that do not count: they give back what was never counted. One
   * that names no customer belongs to its order's.
   */
  static Dataset<Row> refunds(Dataset<Row> refunds, Dataset<Row> orders) {
    Column customer =
        coalesce(Origin.CUSTOMER_SOURCE_ID.of(OTHER), Origin.CUSTOMER_SOURCE_ID.of(ORDER));
    return refunds
        .as(OTHER)
        .join(orders.as(ORDER), sameOrder(Refunds.ORDER_SOURCE_ID), "left_outer")
        .where(Origin.SOURCE_ID.of(ORDER).isNull().or(counts()))
        .select(
            Origin.SOURCE_SYSTEM.of(OTHER),
            Origin.CONNECTION_ID.of(OTHER),
            customer.as(Origin.CUSTOMER_SOURCE_ID.name()),
            Refunds.REFUNDED_AT.of(OTHER),
            Refunds.REPORTED_AMOUNT.of(OTHER));
  }

  private static Column counts() {
    return not(Orders.STATUS.of(ORDER).isin("CANCELLED", "FAILED", "DRAFT"))
        .and(not(Orders.IS_TEST.of(ORDER)));
  }

  private static Column sameOrder(Field orderOfOther) {
    return Stream.of(Origin.SOURCE_SYSTEM, Origin.CONNECTION_ID)
        .map(field -> field.of(ORDER).equalTo(field.of(OTHER)))
        .reduce(Origin.SOURCE_ID.of(ORDER).equalTo(orderOfOther.of(OTHER)), Column::and);
  }
}
