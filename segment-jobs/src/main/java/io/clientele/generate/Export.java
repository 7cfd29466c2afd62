package io.clientele.generate;

import io.clientele.generate.Chance.Theme;

/** Writes what the shop knows of a customer, and apart from it the truth. */
record Export(Sheets sheets, long seed) {
  void add(Biography life) {
    Person person = life.person();
    Delivery delivery = new Delivery(sheets, Chance.of(seed, person.number(), Theme.DELIVERY));
    person.accounts().forEach(account -> new AccountRecords(delivery).add(person, account));
    life.toldOrders().forEach(order -> new OrderRecords(delivery).add(person, order));
    new MailRecords(delivery).add(person, life.mail());
    new EventRecords(delivery).add(person, life.events());
    delivery.finish();
    new TruthRecords(sheets).add(life);
  }
}
