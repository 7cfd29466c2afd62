package io.clientele.generate;

import io.clientele.generate.Chance.Theme;
import java.util.List;
import java.util.function.Predicate;

/** All of one customer: what files tell, what they will tell, and what they never tell. */
record Biography(Person person, Life life, List<Order> orders, List<Event> events) {

  /** The life of a customer, by seed and number alone. */
  static Biography of(long seed, int number) {
    Person person = Person.of(number, Chance.of(seed, number, Theme.PERSON));
    Life life = Life.of(person, Chance.of(seed, number, Theme.RATES));
    List<Order> orders =
        Purchases.of(
            person,
            life,
            Chance.of(seed, number, Theme.ORDERS),
            Chance.of(seed, number, Theme.REFUNDS));
    return new Biography(person, life, orders, Browsing.of(person, life, orders, seed));
  }

  /** Orders that the files tell of, cancelled ones too. */
  List<Order> toldOrders() {
    return orders.stream().filter(order -> Timeline.told(order.day())).toList();
  }

  /** Purchases that the files tell of. */
  long purchases() {
    return toldOrders().stream().filter(Predicate.not(Order::cancelled)).count();
  }

  /** Cents spent as far as the files tell, less refunds. */
  long netSpend() {
    return toldOrders().stream()
        .filter(Predicate.not(Order::cancelled))
        .mapToLong(order -> order.total() - order.toldRefund().map(Order.Refund::amount).orElse(0L))
        .sum();
  }

  /** Purchases of the time after the files' end. */
  List<Order> futurePurchases() {
    return orders.stream()
        .filter(order -> !order.cancelled() && order.day() >= Timeline.DAYS)
        .toList();
  }
}
