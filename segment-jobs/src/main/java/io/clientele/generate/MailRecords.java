package io.clientele.generate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Consents and messages. */
record MailRecords(Delivery delivery) {
  private static final String CHANNEL = "email";

  void add(Person person, Mail mail) {
    List<Consent> consents = mail.consents();
    for (int at = 0; at < consents.size(); at++) {
      consent(person.id("n", at + 1), consents.get(at));
    }
    for (int at = 0; at < mail.messages().size(); at++) {
      message(person.id("m", at + 1), mail.messages().get(at));
    }
  }

  private void consent(String id, Consent consent) {
    delivery.add(
        Series.CONSENTS,
        Entry.csv(
            id,
            consent.account().id(),
            CHANNEL,
            consent.status().name().toLowerCase(Locale.ROOT),
            Timeline.at(consent.day())));
  }

  private void message(String id, Message message) {
    double sent = message.campaign().day();
    delivery.add(
        Series.MESSAGES.from(sent),
        Entry.csv(
            id,
            message.campaign().id(),
            message.account().id(),
            CHANNEL,
            Timeline.at(sent),
            moment(message.delivered()),
            moment(message.opened()),
            moment(message.clicked()),
            moment(message.bounced()),
            moment(message.unsubscribed())));
  }

  private static String moment(Optional<Double> day) {
    return day.map(at -> Timeline.at(at).toString()).orElse("");
  }
}
