package io.clientele.generate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;

/** Events, each in the file of its month or, where it is late, of a later one. */
record EventRecords(Delivery delivery) {
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .writerFor(EventLine.class);

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

  void add(Person person, List<Event> events) {
    for (int at = 0; at < events.size(); at++) {
      Event event = events.get(at);
      Entry entry = entry(person, event, person.id("e", at + 1));
      delivery.addSomeLate(Series.EVENTS.from(event.day()), entry);
    }
  }

  private static Entry entry(Person person, Event event, String id) {
    EventLine line =
        new EventLine(
            id,
            event.account().id(),
            event.session().map(session -> person.id("s", session)).orElse(""),
            event.kind().name().toLowerCase(Locale.ROOT),
            Timeline.at(event.day()).toString(),
            event.product().map(Catalogue.Product::id).orElse(""),
            event.order().map(order -> person.id("o", order.number())).orElse(""),
            event.channel());
    try {
      return new Entry(id, JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write event " + id, e);
    }
  }
}
