package io.clientele.generate;

import io.clientele.generate.Catalogue.Product;
import java.util.List;
import java.util.Optional;

/**
 * An order.
 *
 * @param number unique among the customer's, from 1
 */
record Order(
    int number,
    Occasion occasion,
    String channel,
    boolean cancelled,
    List<Line> lines,
    Optional<Refund> refund) {

  /** A line; amounts in cents, the total after the discount. */
  record Line(Product product, int quantity, long discount, long total) {}

  /** Money given back on a day of its own; cents. */
  record Refund(double day, long amount, int quantity, String reason) {}

  /** When it was placed. */
  double day() {
    return occasion.day();
  }

  long total() {
    return lines.stream().mapToLong(Line::total).sum();
  }

  long discount() {
    return lines.stream().mapToLong(Line::discount).sum();
  }

  int units() {
    return lines.stream().mapToInt(Line::quantity).sum();
  }

  Order refunded(Refund refund) {
    return new Order(number, occasion, channel, cancelled, lines, Optional.of(refund));
  }

  /** The refund, where it came while the files still tell. */
  Optional<Refund> toldRefund() {
    return refund.filter(each -> Timeline.told(each.day()));
  }

  String status() {
    if (cancelled) {
      return "cancelled";
    }
    return toldRefund()
        .map(each -> each.amount() == total() ? "refunded" : "partially_refunded")
        .orElse("completed");
  }
}
