package io.clientele.generate;

import io.clientele.generate.Chance.Theme;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All of one customer: what files tell, what they will tell, and what they never tell.
 *
 * @param events in order of time, as far as the files tell
 */
record Biography(Person person, Life life, List<Order> orders, Mail mail, List<Event> events) {

  /** The life of a customer, by seed and number alone. */
  static Biography of(long seed, int number) {
    Person person = Person.of(seed, number);
    Life life = Life.of(person, Chance.of(seed, number, Theme.RATES));
    List<Order> orders = Purchases.of(person, life, seed);
    Mail mail = Mail.of(person, life, Chance.of(seed, number, Theme.MESSAGES));
    List<Event> shopping =
        Browsing.of(person, life, orders, Chance.of(seed, number, Theme.BROWSING));
    List<Event> events =
        Stream.concat(shopping.stream(), mail.events(person))
            .filter(event -> Timeline.told(event.day()))
            .sorted(Comparator.comparingDouble(Event::day))
            .toList();
    return new Biography(person, life, orders, mail, events);
  }

  /** Orders that the files tell of, cancelled ones too. */
  List<Order> toldOrders() {
    return orders.stream().filter(order -> Timeline.told(order.day())).toList();
  }
}
