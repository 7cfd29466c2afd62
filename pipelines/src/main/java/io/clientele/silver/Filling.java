package io.clientele.silver;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;

import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.Map;
import org.apache.spark.sql.Column;

/** What a canonical table makes of the values it was given: defaults and derived fields. */
final class Filling {
  private static final Column NONE = lit(0);

  private Filling() {}

  /** The fields of the table that are not taken as given, each as a function of those given. */
  static Map<Field, Column> of(Table table, String currency) {
    return Map.of(
            Customers.TABLE, customers(),
            Orders.TABLE, orders(currency),
            OrderLines.TABLE, orderLines(),
            Refunds.TABLE, refunds(currency),
            Events.TABLE, events())
        .get(table);
  }

  private static Map<Field, Column> customers() {
    Column email = lower(trim(Customers.EMAIL.col()));
    return Map.of(
        Customers.EMAIL_NORMALISED,
        email,
        Customers.EMAIL_SHA256,
        coalesce(sha2(email, 256), lower(Customers.EMAIL_SHA256.col())),
        Customers.COUNTRY_CODE,
        upper(Customers.COUNTRY_CODE.col()));
  }

  private static Map<Field, Column> orders(String currency) {
    Column status = coalesce(Orders.RAW_STATUS.col(), Orders.STATUS.col());
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        Orders.RAW_STATUS,
        status,
        Orders.STATUS,
        coalesce(Words.ORDER_STATUS.of(status), lit("COMPLETED")),
        Orders.CURRENCY,
        currency(Orders.CURRENCY, currency),
        Orders.DISCOUNT_TOTAL,
        unsigned(Orders.DISCOUNT_TOTAL),
        Orders.IS_TEST,
        coalesce(Orders.IS_TEST.col(), lit(false)));
  }

  /** Without an order's id, a record is an order of one line, and both have the record's key. */
  private static Map<Field, Column> orderLines() {
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        OrderLines.ORDER_SOURCE_ID,
        idOrPlace(OrderLines.ORDER_SOURCE_ID),
        OrderLines.LINE_DISCOUNT,
        unsigned(OrderLines.LINE_DISCOUNT));
  }

  private static Map<Field, Column> refunds(String currency) {
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        Refunds.AMOUNT,
        abs(Refunds.AMOUNT.col()),
        Refunds.QUANTITY,
        abs(Refunds.QUANTITY.col()),
        Refunds.CURRENCY,
        currency(Refunds.CURRENCY, currency));
  }

  private static Map<Field, Column> events() {
    Column name = coalesce(Events.RAW_EVENT_NAME.col(), Events.EVENT_NAME.col());
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        Events.RAW_EVENT_NAME,
        name,
        Events.EVENT_NAME,
        coalesce(Words.EVENT_NAME.of(name), lit("custom")));
  }

  private static Column idOrPlace(Field id) {
    return coalesce(id.col(), Draft.ID.col());
  }

  private static Column currency(Field field, String otherwise) {
    return upper(coalesce(field.col(), lit(otherwise)));
  }

  /** Sources write what was taken off with either sign. */
  private static Column unsigned(Field amount) {
    return abs(coalesce(amount.col(), NONE));
  }
}
