package io.clientele.history;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.table.Field;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which orders and refunds count, and what an order's units are. */
final class Counting {
  private static final String ORDER = "o";
  private static final String OTHER = "x";

  private Counting() {}

  /** Orders that count, each with its units: its own figure, else the sum of its lines, else 0. */
  static Dataset<Row> orders(Dataset<Row> orders, Dataset<Row> lines) {
    Dataset<Row> units =
        lines
            .groupBy(
                Origin.SOURCE_SYSTEM.col(),
                Origin.CONNECTION_ID.col(),
                OrderLines.ORDER_SOURCE_ID.col())
            .agg(sum(OrderLines.QUANTITY.col()).as(OrderLines.QUANTITY.name()));
    Column known = coalesce(Orders.ITEM_COUNT.of(ORDER), OrderLines.QUANTITY.of(OTHER), lit(0));
    return orders
        .as(ORDER)
        .where(counts())
        .join(units.as(OTHER), sameOrder(OrderLines.ORDER_SOURCE_ID), "left_outer")
        .select(
            Origin.SOURCE_SYSTEM.of(ORDER),
            Origin.CONNECTION_ID.of(ORDER),
            Origin.CUSTOMER_SOURCE_ID.of(ORDER),
            Orders.PLACED_AT.of(ORDER),
            Orders.REPORTED_TOTAL.of(ORDER),
            Orders.REPORTED_DISCOUNT.of(ORDER),
            known.as(Orders.ITEM_COUNT.name()));
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
