package io.clientele.generate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What lies behind a customer's records. */
record TruthRecords(Sheets sheets) {
  void add(Biography life) {
    life.person().accounts().forEach(account -> account(life, account));
    life.toldOrders().stream()
        .filter(order -> !order.cancelled())
        .forEach(order -> order(life.person(), order));
  }

  private void account(Biography life, Account account) {
    Person person = life.person();
    Ledger ledger = Ledger.of(account, life);
    boolean buys = person.archetype().buys();
    boolean ends = buys && life.life().end() < Timeline.DAYS + Timeline.FUTURE_DAYS;
    sheets.add(
        ShopFile.TRUTH,
        Entry.csv(
            account.id(),
            person.id(),
            person.archetype().name().toLowerCase(Locale.ROOT),
            person.archetype() == Archetype.BOT,
            buys,
            person.currency(),
            ledger.purchases(),
            new Amount(ledger.netSpend()),
            weekly(life.life().purchases()),
            weekly(life.life().deaths()),
            ends ? Timeline.at(life.life().end()) : "",
            buys && life.life().lasts(),
            ledger.futurePurchases(),
            new Amount(ledger.futureSpend())));
  }

  private void order(Person person, Order order) {
    Promotion.at(order.day())
        .ifPresent(
            promotion ->
                sheets.add(
                    ShopFile.TRUTH_ORDERS,
                    Entry.csv(
                        person.id("o", order.number()),
                        person.account(order.day()).id(),
                        promotion.name(),
                        order.occasion().incremental())));
  }

  private static String weekly(double daily) {
    return BigDecimal.valueOf(daily * 7).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
