package io.clientele.generate;

import java.util.Optional;

/** Customers, some with an address that was mistyped first. */
record AccountRecords(Delivery delivery) {
  void add(Person person, Account account) {
    double created = account.created();
    Optional<Double> corrected = delivery.correction(created);
    Entry right = entry(person, account, account.email(), corrected.orElse(created));
    if (corrected.isEmpty()) {
      delivery.add(Series.CUSTOMERS, right);
    } else {
      Entry outdated = entry(person, account, account.mistypedEmail(), created);
      delivery.addCorrected(Series.CUSTOMERS, outdated, right);
    }
  }

  private static Entry entry(Person person, Account account, String email, double updated) {
    return Entry.csv(
        account.id(),
        email,
        person.firstName(),
        person.lastName(),
        person.country(),
        Timeline.at(account.created()),
        Timeline.at(updated));
  }
}
