package io.clientele.generate;

import io.clientele.generate.Event.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages that a customer gets, and what the customer says of getting them; both by time. */
record Mail(List<Consent> consents, List<Message> messages) {
  static Mail of(Person person, Life life, Chance chance) {
    return person.consents()
        ? new Subscriber(person, life, chance).mail()
        : new Mail(List.of(), List.of());
  }

  /** What shows of them among the events. */
  Stream<Event> events(Person person) {
    return messages.stream()
        .flatMap(
            message ->
                Stream.concat(
                    event(Kind.MESSAGE_OPENED, message.opened(), message, person),
                    event(Kind.MESSAGE_CLICKED, message.clicked(), message, person)));
  }

  private static Stream<Event> event(
      Kind kind, Optional<Double> day, Message message, Person person) {
    return day.stream()
        .map(
            at ->
                new Event(
                    kind,
                    at,
                    message.account(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    person.channel()));
  }
}
