package io.clientele.feature;

import static io.clientele.history.Measure.ORDERS;
import static io.clientele.history.Measure.SESSIONS;
import static io.clientele.history.Measure.UNITS;

import io.clientele.history.Measure;
import io.clientele.history.Past;
import io.clientele.history.Window;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Every feature there is, in the order of the table's columns. A feature that others name gets a
 * constant; any other is one line of {@link #FEATURES}.
 */
final class Catalogue {
  static final Feature ORDERS_EVER =
      Feature.count("orders", "Orders ever.", past -> past.sum(ORDERS, Window.EVER));
  static final Feature ORDERS_30D = orders(Window.DAYS_30);
  static final Feature ORDERS_90D = orders(Window.DAYS_90);
  static final Feature ORDERS_365D = orders(Window.DAYS_365);

  static final Feature UNITS_EVER =
      Feature.total("units", "Units bought ever.", past -> past.amount(UNITS, Window.EVER));

  static final Feature NET_SPEND_EVER =
      Feature.total(
          "net_spend",
          "Spend ever, in the tenant's currency: amounts minus discounts minus refunds, each refund"
              + " on its own day.",
          past -> past.netSpend(Window.EVER));
  static final Feature NET_SPEND_30D = netSpend(Window.DAYS_30);
  static final Feature NET_SPEND_90D = netSpend(Window.DAYS_90);
  static final Feature NET_SPEND_365D = netSpend(Window.DAYS_365);

  static final Feature RECENCY_DAYS =
      Feature.days(
          "recency_days",
          "Days from the day of the last order to the as-of date, at least 1; null without an"
              + " order.",
          past -> past.daysSinceLast(ORDERS));
  static final Feature TENURE_DAYS =
      new Feature(
          Field.required(
              "tenure_days",
              Types.SMALL,
              "Days from registration or the first activity, whichever was earlier, to the as-of"
                  + " date; at least 1."),
          past -> Optional.of(past.tenureDays()));
  static final Feature MEDIAN_ORDER_GAP_DAYS =
      Feature.number(
          "median_order_gap_days",
          "Median of the days between consecutive order days; null with fewer than two order days.",
          past -> past.medianGap(ORDERS));
  static final Feature AVERAGE_ORDER_VALUE =
      Feature.amount(
          "average_order_value",
          "net_spend divided by orders, so after discounts and refunds, rounded half up to four"
              + " decimals; null without an order.",
          Catalogue::averageOrderValue);

  static final List<Feature> FEATURES =
      List.of(
          ORDERS_EVER,
          ORDERS_30D,
          ORDERS_90D,
          ORDERS_365D,
          UNITS_EVER,
          NET_SPEND_EVER,
          NET_SPEND_30D,
          NET_SPEND_90D,
          NET_SPEND_365D,
          RECENCY_DAYS,
          TENURE_DAYS,
          MEDIAN_ORDER_GAP_DAYS,
          AVERAGE_ORDER_VALUE,
          Feature.count("sessions", "Sessions ever.", past -> past.sum(SESSIONS, Window.EVER)));

  private Catalogue() {}

  private static Feature orders(Window window) {
    return Feature.count(
        "orders_" + window.days() + "d",
        "Orders in" + span(window),
        past -> past.sum(ORDERS, window));
  }

  private static Feature netSpend(Window window) {
    return Feature.total(
        "net_spend_" + window.days() + "d",
        "Amounts minus discounts minus refunds of" + span(window),
        past -> past.netSpend(window));
  }

  private static String span(Window window) {
    return " the " + window.days() + " whole days that end with the day before the as-of date.";
  }

  private static Optional<BigDecimal> averageOrderValue(Past past) {
    long orders = past.sum(ORDERS, Window.EVER);
    return orders == 0
        ? Optional.empty()
        : Optional.of(
            past.netSpend(Window.EVER)
                .divide(BigDecimal.valueOf(orders), Measure.DECIMALS, RoundingMode.HALF_UP));
  }
}
