package io.clientele.feature;

import io.clientele.feature.Feature.Theme;
import io.clientele.history.Measure;
import io.clientele.history.Past;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** When a customer came, comes and last came. */
final class Rhythm {
  private static final Theme DAYS = new Theme(Unit.DAYS, "orders");

  static final Feature RECENCY_DAYS =
      DAYS.days(
          "recency_days",
          "Days from the day of the last order to the as-of date, at least 1; null without an"
              + " order.",
          past -> past.daysSinceLast(Measure.ORDERS));

  private static final Feature TENURE_DAYS =
      new Theme(Unit.DAYS, "customers", "orders", "refunds", "events", "messages")
          .days(
              "tenure_days",
              "Days from registration, the first activity or the first message to the customer,"
                  + " whichever was earliest, to the as-of date; at least 1.",
              past -> OptionalInt.of(past.tenureDays()));

  private static final List<Feature> GAPS =
      List.of(
          DAYS.number(
              "median_order_gap_days",
              "Median of the days between consecutive order days; null with fewer than two order"
                  + " days.",
              past -> past.medianGap(Measure.ORDERS)),
          DAYS.number(
              "mean_order_gap_days",
              "Mean of the days between consecutive order days; null with fewer than two order"
                  + " days.",
              past -> mean(past.gaps(Measure.ORDERS))),
          DAYS.number(
              "order_gap_deviation_days",
              "Sample standard deviation of the days between consecutive order days; null with"
                  + " fewer than three order days.",
              past -> deviation(past.gaps(Measure.ORDERS))),
          DAYS.days(
              "second_order_days",
              "Days from the first order day to the second; null with fewer than two order days.",
              past -> first(past.gaps(Measure.ORDERS))),
          new Theme(Unit.RATIO, "orders")
              .number(
                  "silence_ratio",
                  "recency_days over median_order_gap_days: above 1 the customer is quieter than"
                      + " usual; null with fewer than two order days.",
                  Rhythm::silence));

  private static final List<Feature> SINCE =
      Stream.of(
              Stream.of(
                  new Theme(Unit.DAYS, "orders", "refunds", "events", "messages")
                      .days(
                          "days_since_active",
                          "Days from the last day on which anything happened, messages sent to the"
                              + " customer aside, to the as-of date; null where nothing did.",
                          Past::daysSinceActive)),
              Stream.of(
                      "page_viewed", "product_viewed", "product_added_to_cart", "checkout_started")
                  .map(Rhythm::since),
              Stream.of(Reached.OPENED, Reached.CLICKED).map(Rhythm::since))
          .flatMap(features -> features)
          .toList();

  static final List<Feature> ALL =
      Stream.of(List.of(RECENCY_DAYS, TENURE_DAYS), GAPS, SINCE).flatMap(List::stream).toList();

  private Rhythm() {}

  private static Feature since(String kind) {
    return new Theme(Unit.DAYS, "events")
        .days(
            "days_since_" + kind,
            "Days from the last day with an event %s to the as-of date; null without one."
                .formatted(kind),
            past -> past.daysSinceLast(Measure.events(kind)));
  }

  private static Feature since(Reached reached) {
    return new Theme(Unit.DAYS, "messages", "events")
        .days(
            "days_since_message_" + reached.word(),
            ("Days from the last day on which a message was first %1$s, or with an event"
                    + " message_%1$s, to the as-of date; null without one.")
                .formatted(reached.word()),
            reached::daysSinceLast);
  }

  private static OptionalInt first(int[] gaps) {
    return gaps.length == 0 ? OptionalInt.empty() : OptionalInt.of(gaps[0]);
  }

  private static OptionalDouble mean(int[] gaps) {
    return Arrays.stream(gaps).average();
  }

  /** In whole numbers up to the last division, so that it does not depend on the order of sums. */
  private static OptionalDouble deviation(int[] gaps) {
    long count = gaps.length;
    if (count < 2) {
      return OptionalDouble.empty();
    }
    long sum = 0;
    long squares = 0;
    for (long gap : gaps) {
      sum += gap;
      squares += gap * gap;
    }
    double variance = (double) (count * squares - sum * sum) / (count * (count - 1));
    return OptionalDouble.of(Math.sqrt(variance));
  }

  private static OptionalDouble silence(Past past) {
    OptionalDouble gap = past.medianGap(Measure.ORDERS);
    return gap.isEmpty()
        ? gap
        : OptionalDouble.of(past.daysSinceLast(Measure.ORDERS).orElseThrow() / gap.getAsDouble());
  }
}
