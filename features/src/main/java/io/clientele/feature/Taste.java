package io.clientele.feature;

import io.clientele.feature.Feature.Theme;
import io.clientele.history.Measure;
import io.clientele.history.Past;
import io.clientele.history.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a customer buys, through which channel, and which messages arouse interest. */
final class Taste {
  private static final String[] CATEGORIES = {"orders", "order_lines"};
  private static final List<Feature> CATEGORY =
      List.of(
          new Theme(Unit.NAME, CATEGORIES)
              .name(
                  "top_category",
                  "Category of products that most was spent on, ever, the first by name among"
                      + " equals; null where no order line with a category and a price tells.",
                  past -> top(past, Measure.Kind.CATEGORY).map(Measure::name)),
          new Theme(Unit.SHARE, CATEGORIES)
              .number(
                  "top_category_share",
                  "Share of top_category in what was spent on all categories.",
                  past -> topShare(past, Measure.Kind.CATEGORY)),
          new Theme(Unit.COUNT, CATEGORIES)
              .count(
                  "categories",
                  "Categories of products that something was spent on, ever.",
                  past -> parts(past, Measure.Kind.CATEGORY).length),
          new Theme(Unit.NATS, CATEGORIES)
              .number(
                  "category_entropy",
                  "Shannon entropy of the shares of categories in what was spent, ever: 0 where all"
                      + " went to one; null where no category is known.",
                  Taste::categoryEntropy));

  private static final List<Feature> CHANNEL =
      List.of(
          new Theme(Unit.NAME, "orders")
              .name(
                  "top_channel",
                  "Sales channel that most orders came through, ever, the first by name among"
                      + " equals; null where none is known.",
                  past -> top(past, Measure.Kind.CHANNEL).map(Measure::name)),
          new Theme(Unit.SHARE, "orders")
              .number(
                  "top_channel_share",
                  "Share of top_channel in the orders whose channel is known.",
                  past -> topShare(past, Measure.Kind.CHANNEL)),
          new Theme(Unit.COUNT, "orders")
              .count(
                  "channels",
                  "Sales channels that orders came through, ever.",
                  past -> parts(past, Measure.Kind.CHANNEL).length));

  private static final List<Feature> MESSAGES =
      List.of(
          rate("message_open_rate_90d", Reached.OPENED, Window.DAYS_90),
          rate("message_open_rate_365d", Reached.OPENED, Window.DAYS_365),
          rate("message_open_rate", Reached.OPENED, Window.EVER),
          rate("message_click_rate_90d", Reached.CLICKED, Window.DAYS_90),
          rate("message_click_rate_365d", Reached.CLICKED, Window.DAYS_365),
          rate("message_click_rate", Reached.CLICKED, Window.EVER));

  static final List<Feature> ALL =
      Stream.of(CATEGORY, CHANNEL, MESSAGES).flatMap(List::stream).toList();

  private Taste() {}

  private static Feature rate(String name, Reached reached, Window window) {
    String when = window == Window.EVER ? "ever" : "in the last " + window.days() + " days";
    return new Theme(Unit.RATIO, "messages", "events")
        .number(
            name,
            ("Messages %s for each message sent, both %s, whenever they had been sent: it may exceed"
                    + " 1; null where none was sent.")
                .formatted(reached.word(), when),
            past -> {
              long sent = Reached.SENT.count(past, window);
              return sent == 0
                  ? OptionalDouble.empty()
                  : OptionalDouble.of((double) reached.count(past, window) / sent);
            });
  }

  private static Optional<Measure> top(Past past, Measure.Kind kind) {
    Measure top = null;
    long most = 0;
    for (Measure measure : past.measures(kind)) {
      long sum = past.sum(measure, Window.EVER);
      // Of equals the one that comes first, and they come by name.
      if (sum > most) {
        top = measure;
        most = sum;
      }
    }
    return Optional.ofNullable(top);
  }

  private static OptionalDouble topShare(Past past, Measure.Kind kind) {
    long all = 0;
    long most = 0;
    for (long part : parts(past, kind)) {
      all = Math.addExact(all, part);
      most = Math.max(most, part);
    }
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) most / all);
  }

  private static OptionalDouble categoryEntropy(Past past) {
    long[] parts = parts(past, Measure.Kind.CATEGORY);
    double all = 0;
    for (long part : parts) {
      all += part;
    }
    double entropy = 0;
    for (long part : parts) {
      entropy -= part / all * Math.log(part / all);
    }
    // Of a single category it is minus zero.
    return parts.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.abs(entropy));
  }

  /** Sums of all measures of the kind that came to something, by name. */
  private static long[] parts(Past past, Measure.Kind kind) {
    List<Measure> measures = past.measures(kind);
    long[] parts = new long[measures.size()];
    int found = 0;
    for (Measure measure : measures) {
      long sum = past.sum(measure, Window.EVER);
      if (sum > 0) {
        parts[found++] = sum;
      }
    }
    return Arrays.copyOf(parts, found);
  }
}
