package io.clientele.generate;

import io.clientele.generate.Catalogue.Product;
import io.clientele.generate.Event.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a customer does in the shop besides ordering. A thin tail goes on after the end, so that
 * silence does not give the end away.
 */
final class Browsing {
  private static final double SECOND = 1.0 / 86_400;
  private static final double VISITS_AFTER = 0.06;
  private static final double CRAWLS = 1.5;
  private static final double CRAWLING_DAYS = 30;
  private static final List<Kind> LOOKING =
      List.of(
          Kind.PRODUCT_VIEWED, Kind.PAGE_VIEWED, Kind.PRODUCT_ADDED_TO_CART, Kind.CHECKOUT_STARTED);
  private static final double[] LOOKING_SHARES = {0.72, 0.14, 0.10, 0.04};
  private static final List<Kind> READING = List.of(Kind.PAGE_VIEWED, Kind.PRODUCT_VIEWED);
  private static final double[] READING_SHARES = {0.5, 0.5};

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

  static List<Event> of(Person person, Life life, List<Order> orders, Chance chance) {
    Browsing browsing = new Browsing(person, life, chance);
    if (person.archetype() == Archetype.BOT) {
      browsing.crawl();
    } else {
      browsing.look(life);
      orders.stream().filter(order -> !order.cancelled()).forEach(browsing::buy);
    }
    return browsing.events;
  }

  private void look(Life life) {
    double rate = 0.011 + 0.5 * life.purchases() + chance.gamma(0.6, 36);
    Season.arrivals(chance, rate, from, end).forEach(this::visit);
    Season.arrivals(chance, rate * VISITS_AFTER, end, Timeline.DAYS).forEach(this::visit);
  }

  private void visit(double day) {
    session(day, 1 + chance.poisson(2.9), 70 * SECOND);
  }

  /** Page after page for a month, day and night, in and out of season. */
  private void crawl() {
    double last = Math.min(person.entered() + CRAWLING_DAYS, Timeline.DAYS);
    for (double day : chance.arrivals(CRAWLS, person.entered(), last)) {
      session(day, 20 + (int) chance.exponential(50), 1.5 * SECOND);
    }
  }

  private void session(double day, int count, double pause) {
    sessions++;
    double at = day;
    for (int step = 0; step < count; step++) {
      Kind kind = kind();
      boolean about = kind == Kind.PRODUCT_VIEWED || kind == Kind.PRODUCT_ADDED_TO_CART;
      Optional<Product> product = about ? Optional.of(product()) : Optional.empty();
      add(kind, at, product, Optional.empty());
      at += chance.exponential(pause);
    }
  }

  private Kind kind() {
    return person.archetype() == Archetype.BOT
        ? chance.pick(READING, READING_SHARES)
        : chance.pick(LOOKING, LOOKING_SHARES);
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
    Account account = person.account(day);
    events.add(new Event(kind, day, account, Optional.of(sessions), product, order, channel));
  }
}
