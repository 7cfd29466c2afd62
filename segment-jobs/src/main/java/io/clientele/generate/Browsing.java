package io.clientele.generate;

import io.clientele.generate.Catalogue.Product;
import io.clientele.generate.Event.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a customer does besides ordering: looks around, opens messages. A thin tail goes on after
 * the end, so that silence does not give the end away.
 */
final class Browsing {
  private static final double SECOND = 1.0 / 86_400;
  private static final double VISITS_AFTER = 0.06;
  private static final double MESSAGES_AFTER = 0.35;
  private static final double CLICKING = 0.22;
  private static final List<Kind> LOOKING =
      List.of(
          Kind.PRODUCT_VIEWED, Kind.PAGE_VIEWED, Kind.PRODUCT_ADDED_TO_CART, Kind.CHECKOUT_STARTED);
  private static final double[] LOOKING_SHARES = {0.72, 0.14, 0.10, 0.04};

  private final Person person;
  private final double from;
  private final double end;
  private final Chance chance;
  private final List<Event> events = new ArrayList<>();
  private int sessions;

  private Browsing(Person person, Life life, Chance chance) {
    this.person = person;
    this.from = Math.max(person.registered(), 0);
    this.end = Math.max(from, Math.min(life.end(), Timeline.DAYS));
    this.chance = chance;
  }

  /** In order of time, as far as the files tell. */
  static List<Event> of(Person person, Life life, List<Order> orders, long seed) {
    Chance looking = Chance.of(seed, person.number(), Chance.Theme.BROWSING);
    Chance reading = Chance.of(seed, person.number(), Chance.Theme.MESSAGES);
    Browsing browsing = new Browsing(person, life, looking);
    browsing.look(life);
    orders.stream().filter(order -> !order.cancelled()).forEach(browsing::buy);
    Browsing messages = new Browsing(person, life, reading);
    messages.read();

    List<Event> all = new ArrayList<>(browsing.events);
    all.addAll(messages.events);
    all.removeIf(event -> !Timeline.told(event.day()));
    all.sort(Comparator.comparingDouble(Event::day));
    return all;
  }

  private void look(Life life) {
    double rate = 0.011 + 0.5 * life.purchases() + chance.gamma(0.6, 36);
    chance.arrivals(rate, from, end).forEach(this::visit);
    chance.arrivals(rate * VISITS_AFTER, end, Timeline.DAYS).forEach(this::visit);
  }

  private void visit(double day) {
    sessions++;
    int count = 1 + chance.poisson(2.9);
    double at = day;
    for (int step = 0; step < count; step++) {
      Kind kind = chance.pick(LOOKING, LOOKING_SHARES);
      boolean about = kind == Kind.PRODUCT_VIEWED || kind == Kind.PRODUCT_ADDED_TO_CART;
      Optional<Product> product = about ? Optional.of(product()) : Optional.empty();
      add(kind, at, product, Optional.empty());
      at += chance.exponential(70 * SECOND);
    }
  }

  private Product product() {
    return Catalogue.product(chance, person.favourite());
  }

  /** The session that ends in an order: seen, put into the cart, bought. */
  private void buy(Order order) {
    sessions++;
    Optional<Product> product = Optional.of(order.lines().get(0).product());
    double checkout = order.day() - chance.exponential(80 * SECOND);
    double cart = checkout - chance.exponential(80 * SECOND);
    add(Kind.PRODUCT_VIEWED, cart - chance.exponential(80 * SECOND), product, Optional.empty());
    add(Kind.PRODUCT_ADDED_TO_CART, cart, product, Optional.empty());
    if (chance.happens(0.8)) {
      add(Kind.CHECKOUT_STARTED, checkout, Optional.empty(), Optional.empty());
    }
    add(Kind.ORDER_PLACED, order.day(), Optional.empty(), Optional.of(order));
  }

  private void add(Kind kind, double day, Optional<Product> product, Optional<Order> order) {
    String channel = order.map(Order::channel).orElse(person.channel());
    events.add(new Event(kind, day, Optional.of(sessions), product, order, channel));
  }

  private void read() {
    double rate = chance.gamma(1, 22);
    if (person.consents()) {
      chance.arrivals(rate, from, end).forEach(this::open);
      chance.arrivals(rate * MESSAGES_AFTER, end, Timeline.DAYS).forEach(this::open);
    }
  }

  private void open(double day) {
    message(Kind.MESSAGE_OPENED, day);
    if (chance.happens(CLICKING)) {
      message(Kind.MESSAGE_CLICKED, day + 20 * SECOND);
    }
  }

  private void message(Kind kind, double day) {
    events.add(
        new Event(
            kind, day, Optional.empty(), Optional.empty(), Optional.empty(), person.channel()));
  }
}
