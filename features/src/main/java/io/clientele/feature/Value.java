package io.clientele.feature;

import io.clientele.feature.Feature.Theme;
import io.clientele.history.Measure;
import io.clientele.history.Past;
import io.clientele.history.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a customer's orders are worth, and what comes off. */
final class Value {
  private static final Theme MONEY = new Theme(Unit.MONEY, "orders", "refunds");

  static final Feature AVERAGE_ORDER_VALUE =
      MONEY.amount(
          "average_order_value",
          "net_spend divided by orders, so after discounts and refunds, rounded half up to four"
              + " decimals; null without an order.",
          past -> average(past.netSpend(Window.EVER), past.sum(Measure.ORDERS, Window.EVER)));

  private static final List<Feature> SHARES =
      List.of(
          new Theme(Unit.RATIO, "orders")
              .number(
                  "order_value_trend",
                  "Mean amount of the orders of the last 180 days over that of all before, refunds"
                      + " left out; null where there are no orders on one side, or only free ones"
                      + " before.",
                  Value::trend),
          new Theme(Unit.SHARE, "orders")
              .number(
                  "discount_share",
                  "Discounts over amounts before discounts, ever; null where nothing was paid for.",
                  past ->
                      share(
                          past.sum(Measure.DISCOUNTS, Window.EVER),
                          past.sum(Measure.DISCOUNTS, Window.EVER)
                              + past.sum(Measure.SPEND, Window.EVER))),
          new Theme(Unit.SHARE, "orders", "refunds")
              .number(
                  "return_share",
                  "Refunds over amounts after discounts, ever; null where nothing was paid for.",
                  past ->
                      share(
                          past.sum(Measure.REFUNDS, Window.EVER),
                          past.sum(Measure.SPEND, Window.EVER))));

  /** What the probabilistic models of purchases and spend are fitted to. */
  private static final List<Feature> REPEATS =
      List.of(
          new Theme(Unit.COUNT, "orders")
              .count(
                  "repeat_order_days",
                  "Order days after the first: x of the models by Fader and Hardie.",
                  past -> past.gaps(Measure.ORDERS).length),
          new Theme(Unit.DAYS, "orders")
              .days(
                  "repeat_span_days",
                  "Days from the first order day to the last, 0 with a single one: t_x; null"
                      + " without an order.",
                  Value::span),
          new Theme(Unit.DAYS, "orders")
              .days(
                  "observed_days",
                  "Days from the first order day to the as-of date: T; null without an order.",
                  past -> past.daysSinceFirst(Measure.ORDERS)),
          new Theme(Unit.MONEY, "orders")
              .amount(
                  "mean_repeat_spend",
                  "Mean amount of an order day after the first, refunds left out, rounded half up"
                      + " to four decimals: the spend of the Gamma-Gamma model; null without a"
                      + " second order day.",
                  Value::meanRepeatSpend));

  static final List<Feature> ALL =
      Stream.of(List.of(AVERAGE_ORDER_VALUE), SHARES, REPEATS).flatMap(List::stream).toList();

  private Value() {}

  private static OptionalLong average(long sum, long count) {
    return count == 0
        ? OptionalLong.empty()
        : OptionalLong.of(
            BigDecimal.valueOf(sum)
                .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                .longValueExact());
  }

  private static OptionalDouble share(long part, long whole) {
    return whole <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  private static OptionalDouble trend(Past past) {
    long lately = past.sum(Measure.ORDERS, Window.DAYS_180);
    long before = past.sum(Measure.ORDERS, Window.EVER) - lately;
    double spendLately = past.sum(Measure.SPEND, Window.DAYS_180);
    double spendBefore = past.sum(Measure.SPEND, Window.EVER) - spendLately;
    return lately == 0 || before == 0 || spendBefore <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(spendLately * before / (spendBefore * lately));
  }

  private static OptionalInt span(Past past) {
    OptionalInt first = past.daysSinceFirst(Measure.ORDERS);
    return first.isEmpty()
        ? first
        : OptionalInt.of(first.getAsInt() - past.daysSinceLast(Measure.ORDERS).orElseThrow());
  }

  private static OptionalLong meanRepeatSpend(Past past) {
    long first = past.onFirstDay(Measure.ORDERS, Measure.SPEND);
    return average(
        Math.subtractExact(past.sum(Measure.SPEND, Window.EVER), first),
        past.gaps(Measure.ORDERS).length);
  }
}
