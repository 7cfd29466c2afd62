package io.clientele.generate;

import io.clientele.generate.Chance.Theme;
import io.clientele.generate.Order.Line;
import io.clientele.generate.Order.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders of a customer's life, those of the time after the files' end among them. */
final class Purchases {
  private static final double CANCELLED = 0.02;
  private static final double REFUNDED = 0.04;
  private static final double PROMOTED = 0.7;
  private static final double MINUTE = 1.0 / 1440;
  private static final List<Double> DISCOUNTS = List.of(0.10, 0.15, 0.20, 0.30);
  private static final List<String> REASONS =
      List.of("did not fit", "damaged", "not as described", "changed my mind");

  private final Person person;
  private final Life life;
  private final Chance chance;
  private final Chance refunds;

  private Purchases(Person person, Life life, Chance chance, Chance refunds) {
    this.person = person;
    this.life = life;
    this.chance = chance;
    this.refunds = refunds;
  }

  /** In order of time. */
  static List<Order> of(Person person, Life life, long seed) {
    Chance orders = Chance.of(seed, person.number(), Theme.ORDERS);
    Chance refunds = Chance.of(seed, person.number(), Theme.REFUNDS);
    return person.archetype().buys()
        ? new Purchases(person, life, orders, refunds).at(new Occasions(person, life).all(seed))
        : List.of();
  }

  private List<Order> at(List<Occasion> occasions) {
    List<Order> orders = new ArrayList<>();
    for (Occasion occasion : occasions) {
      List<Line> lines = lines(discountShare(occasion));
      String channel = chance.happens(0.75) ? person.channel() : Catalogue.channel(chance);
      if (chance.happens(CANCELLED)) {
        // A first try that is called off, and done again: cancelled orders change no rate.
        double before = Math.max(0, occasion.day() - chance.uniform(5, 60) * MINUTE);
        Occasion first = new Occasion(before, occasion.incremental());
        orders.add(new Order(orders.size() + 1, first, channel, true, lines, Optional.empty()));
      }
      Order order = new Order(orders.size() + 1, occasion, channel, false, lines, Optional.empty());
      orders.add(refunds.happens(REFUNDED) ? order.refunded(refund(order)) : order);
    }
    return orders;
  }

  /** Share of lines that are bought at a discount. */
  private double discountShare(Occasion occasion) {
    double usual = person.archetype().discountShare();
    return Promotion.at(occasion.day()).isPresent() ? Math.max(PROMOTED, usual) : usual;
  }

  /** Lines that share the value of the order unevenly. */
  private List<Line> lines(double discountShare) {
    double value = chance.gamma(Life.P, life.priceRate());
    int count = 1 + chance.poisson(0.9);
    List<Double> weights = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      weights.add(chance.gamma(2, 1));
    }
    double all = weights.stream().mapToDouble(weight -> weight).sum();
    return weights.stream().map(weight -> line(value * weight / all, discountShare)).toList();
  }

  private Line line(double euros, double discountShare) {
    long total = person.currency().cents(euros);
    double share = chance.happens(discountShare) ? chance.pick(DISCOUNTS) : 0;
    long discount = Math.round(total / (1 - share)) - total;
    int quantity = Math.min(1 + chance.poisson(0.35), 6);
    return new Line(Catalogue.product(chance, person.favourite()), quantity, discount, total);
  }

  /** Of the whole order, or of one of its lines. */
  private Refund refund(Order order) {
    double day = order.day() + refunds.exponential(9);
    String reason = refunds.pick(REASONS);
    if (refunds.happens(0.6)) {
      return new Refund(day, order.total(), order.units(), reason);
    }
    Line line = refunds.pick(order.lines());
    return new Refund(day, line.total(), line.quantity(), reason);
  }
}
