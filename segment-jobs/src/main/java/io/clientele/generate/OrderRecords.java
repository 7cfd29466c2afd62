package io.clientele.generate;

import io.clientele.generate.Order.Line;
import io.clientele.generate.Order.Refund;
import java.util.Optional;

/** Orders, some with a wrong total first, and their lines and refunds. */
record OrderRecords(Delivery delivery) {
  private static final String OUTDATED_STATUS = "open";
  private static final long SHIPPING = 490;

  void add(Person person, Order order) {
    double changed = order.toldRefund().map(Refund::day).orElse(order.day());
    Optional<Double> corrected = delivery.correction(changed);
    Entry right = entry(person, order, order.status(), order.total(), corrected.orElse(changed));
    if (corrected.isEmpty()) {
      delivery.add(Series.ORDERS, right);
    } else {
      long wrong = order.total() + order.discount() + SHIPPING;
      Entry outdated = entry(person, order, OUTDATED_STATUS, wrong, order.day());
      delivery.addCorrected(Series.ORDERS, outdated, right);
    }
    for (int at = 0; at < order.lines().size(); at++) {
      line(person.id("o", order.number()), order.lines().get(at), at + 1);
    }
    order.toldRefund().ifPresent(refund -> refund(person, order, refund));
  }

  private static Entry entry(
      Person person, Order order, String status, long total, double updated) {
    return Entry.csv(
        person.id("o", order.number()),
        person.account(order.day()).id(),
        Timeline.at(order.day()),
        status,
        order.channel(),
        person.currency(),
        new Amount(order.discount()),
        new Amount(total),
        Timeline.at(updated));
  }

  private void line(String order, Line line, int number) {
    delivery.add(
        Series.ORDER_LINES,
        Entry.csv(
            order + "-" + number,
            order,
            line.product().id(),
            line.product().title(),
            line.product().category(),
            line.quantity(),
            new Amount(line.discount()),
            new Amount(line.total())));
  }

  private void refund(Person person, Order order, Refund refund) {
    delivery.add(
        Series.REFUNDS,
        Entry.csv(
            person.id("r", order.number()),
            person.id("o", order.number()),
            person.account(order.day()).id(),
            Timeline.at(refund.day()),
            person.currency(),
            new Amount(refund.amount()),
            refund.quantity(),
            refund.reason()));
  }
}
