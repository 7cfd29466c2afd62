package io.clientele.generate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.generate.Order.Line;
import io.clientele.generate.Order.Refund;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a few customers add to each file, as text. */
final class Sheets {
  private static final String CURRENCY = "EUR";
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .writerFor(EventLine.class);

  private final Map<String, Sheet> byFile = new TreeMap<>();

  /** An event as it stands in its file; what is empty is left out. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record EventLine(
      String eventId,
      String customerId,
      String sessionId,
      String name,
      String occurredAt,
      String productId,
      String orderId,
      String channel) {}

  /** What was added, by name of file, without the line of column names. */
  Map<String, Sheet> byFile() {
    return byFile;
  }

  void add(Biography life) {
    Person person = life.person();
    Instant registered = Timeline.at(person.registered());
    csv(
        ShopFile.CUSTOMERS,
        person.id(),
        person.email(),
        person.firstName(),
        person.lastName(),
        person.country(),
        registered,
        registered);
    life.toldOrders().forEach(order -> order(person, order));
    for (int at = 0; at < life.events().size(); at++) {
      event(person, life.events().get(at), at + 1);
    }
    truth(life);
  }

  private void order(Person person, Order order) {
    String id = id(person, "o", order.number());
    Instant placed = Timeline.at(order.day());
    csv(
        ShopFile.ORDERS,
        id,
        person.id(),
        placed,
        order.status(),
        order.channel(),
        CURRENCY,
        money(order.discount()),
        money(order.total()),
        order.toldRefund().map(refund -> Timeline.at(refund.day())).orElse(placed));
    for (int at = 0; at < order.lines().size(); at++) {
      line(id, order.lines().get(at), at + 1);
    }
    order.toldRefund().ifPresent(refund -> refund(person, order, refund));
  }

  private void line(String order, Line line, int number) {
    csv(
        ShopFile.ORDER_LINES,
        order + "-" + number,
        order,
        line.product().id(),
        line.product().title(),
        line.product().category(),
        line.quantity(),
        money(line.discount()),
        money(line.total()));
  }

  private void refund(Person person, Order order, Refund refund) {
    csv(
        ShopFile.REFUNDS,
        id(person, "r", order.number()),
        id(person, "o", order.number()),
        person.id(),
        Timeline.at(refund.day()),
        CURRENCY,
        money(refund.amount()),
        refund.quantity(),
        refund.reason());
  }

  private void event(Person person, Event event, int number) {
    EventLine line =
        new EventLine(
            id(person, "e", number),
            person.id(),
            event.session().map(session -> id(person, "s", session)).orElse(""),
            event.kind().name().toLowerCase(Locale.ROOT),
            Timeline.at(event.day()).toString(),
            event.product().map(Catalogue.Product::id).orElse(""),
            event.order().map(order -> id(person, "o", order.number())).orElse(""),
            event.channel());
    try {
      sheet(ShopFile.events(Timeline.month(event.day()))).line(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write event " + line.eventId(), e);
    }
  }

  private void truth(Biography life) {
    boolean buys = life.person().archetype().buys();
    boolean ends = buys && life.life().end() < Timeline.DAYS + Timeline.FUTURE_DAYS;
    csv(
        ShopFile.TRUTH,
        life.person().id(),
        life.person().archetype().name().toLowerCase(Locale.ROOT),
        buys,
        life.purchases(),
        money(life.netSpend()),
        weekly(life.life().purchases()),
        weekly(life.life().deaths()),
        ends ? Timeline.at(life.life().end()) : "",
        buys && life.life().lasts(),
        life.futurePurchases().size(),
        money(life.futurePurchases().stream().mapToLong(Order::total).sum()));
  }

  private void csv(ShopFile file, Object... cells) {
    sheet(file.name()).csv(cells);
  }

  private Sheet sheet(String file) {
    return byFile.computeIfAbsent(file, name -> new Sheet());
  }

  private static String id(Person person, String kind, int number) {
    return person.id(kind) + "-" + number;
  }

  private static String money(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  private static String weekly(double daily) {
    return BigDecimal.valueOf(daily * 7).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
