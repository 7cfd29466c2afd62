package io.clientele.feature;

import io.clientele.feature.Feature.Theme;
import io.clientele.history.Measure;
import io.clientele.history.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Sums over each of the windows, such as {@code orders_30d}; ever has the plain name. */
final class Windowed {
  static final List<Feature> ORDERS =
      counts(new Theme(Unit.COUNT, "orders"), "orders", "Orders", Measure.ORDERS);
  static final List<Feature> UNITS =
      all(
          window ->
              new Theme(Unit.UNITS, "orders", "order_lines")
                  .total(
                      name("units", window),
                      doc("Units bought", window),
                      past -> past.sum(Measure.UNITS, window)));
  static final List<Feature> NET_SPEND =
      all(
          window ->
              new Theme(Unit.MONEY, "orders", "refunds")
                  .total(
                      name("net_spend", window),
                      doc("Amounts minus discounts minus refunds, each on its own day,", window),
                      past -> past.netSpend(window)));
  private static final List<Feature> RETURNS =
      counts(new Theme(Unit.COUNT, "refunds"), "returns", "Refunds given", Measure.REFUND_COUNT);
  private static final List<Feature> SESSIONS =
      counts(new Theme(Unit.COUNT, "events"), "sessions", "Sessions begun", Measure.SESSIONS);

  private static final List<String> KINDS =
      List.of("page_viewed", "product_viewed", "product_added_to_cart", "checkout_started");

  /** A list for each measure, with a feature for each window, the widest last. */
  static final List<List<Feature>> ALL =
      Stream.of(
              Stream.of(ORDERS, UNITS, NET_SPEND, RETURNS, SESSIONS),
              KINDS.stream()
                  .map(
                      kind ->
                          counts(
                              new Theme(Unit.COUNT, "events"),
                              kind,
                              "Events " + kind,
                              Measure.events(kind))),
              Reached.ALL.stream().map(Windowed::messages))
          .flatMap(lists -> lists)
          .toList();

  private Windowed() {}

  @FunctionalInterface
  private interface OfWindow {
    Feature of(Window window);
  }

  private static List<Feature> all(OfWindow feature) {
    return Arrays.stream(Window.values()).map(feature::of).toList();
  }

  private static List<Feature> counts(Theme theme, String name, String doc, Measure measure) {
    return all(
        window ->
            theme.count(name(name, window), doc(doc, window), past -> past.sum(measure, window)));
  }

  private static List<Feature> messages(Reached reached) {
    String doc =
        "%s (events message_%s where no message is known)".formatted(reached.doc(), reached.word());
    return all(
        window ->
            new Theme(Unit.COUNT, "messages", "events")
                .count(
                    name("messages_" + reached.word(), window),
                    doc(doc, window),
                    past -> reached.count(past, window)));
  }

  /** The feature that sums over everything; the windows come in order, and it is the widest. */
  static Feature ever(List<Feature> features) {
    return features.get(features.size() - 1);
  }

  private static String name(String name, Window window) {
    return window == Window.EVER ? name : "%s_%dd".formatted(name, window.days());
  }

  private static String doc(String doc, Window window) {
    return window == Window.EVER
        ? doc + " ever."
        : String.format(
            Locale.ROOT, "%s in the %d days before the as-of date.", doc, window.days());
  }
}
