package io.clientele.history;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;

/** A customer's past as a test tells it, or a random one. */
public final class GivenHistory {
  private static final Measure[] KINDS = {
    Measure.events("product_viewed"), Measure.events("custom"), Measure.events("yet_unknown")
  };

  private static final Measure[] BECAME = {
    Measure.MESSAGES_SENT, Measure.MESSAGES_OPENED, Measure.MESSAGES_CLICKED
  };

  private final HistoryBuilder history = new HistoryBuilder();

  public static GivenHistory of() {
    return new GivenHistory();
  }

  /** Up to two years of orders, refunds and events before or around the day. */
  public static GivenHistory random(Random random, LocalDate around) {
    GivenHistory given = new GivenHistory();
    int things = random.nextInt(40);
    for (int i = 0; i < things; i++) {
      given.something(random, around.minusDays(random.nextInt(730) - 60L), 1);
    }
    return random.nextBoolean() ? given.registered(around.minusDays(random.nextInt(800))) : given;
  }

  /** An order, or something else of what a history knows, its amounts multiplied. */
  public GivenHistory something(Random random, LocalDate day, int times) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> order(day, 1 + random.nextInt(5), amount(random).multiply(amount(times)));
      case 2 -> refund(day, amount(random).multiply(amount(times)));
      case 3 -> messages(day.toString(), BECAME[random.nextInt(BECAME.length)], 1);
      case 4 ->
          category(
              day.toString(),
              "category " + random.nextInt(3),
              amount(random).multiply(amount(times)).toString());
      case 5 -> channel(day.toString(), "channel " + random.nextInt(3));
      case 6 -> discount(day.toString(), amount(random).multiply(amount(times)).toString());
      default ->
          events(day, KINDS[random.nextInt(KINDS.length)].name(), 1 + random.nextInt(70_000));
    };
  }

  private static BigDecimal amount(Random random) {
    return BigDecimal.valueOf(random.nextInt(1_000_000), 2);
  }

  private static BigDecimal amount(int whole) {
    return BigDecimal.valueOf(whole);
  }

  public GivenHistory registered(LocalDate day) {
    history.register((int) day.toEpochDay());
    return this;
  }

  public GivenHistory order(LocalDate day, int units, BigDecimal spend) {
    int epochDay = (int) day.toEpochDay();
    history.add(epochDay, Measure.ORDERS, 1);
    history.add(epochDay, Measure.UNITS, units * 10_000L);
    history.add(epochDay, Measure.SPEND, stored(spend));
    return this;
  }

  public GivenHistory order(String day, String spend) {
    return order(LocalDate.parse(day), 1, new BigDecimal(spend));
  }

  /** What an order's lines say, beside the order itself. */
  public GivenHistory category(String day, String category, String amount) {
    history.add(epochDay(day), Measure.category(category), stored(new BigDecimal(amount)));
    return this;
  }

  public GivenHistory channel(String day, String channel) {
    history.add(epochDay(day), Measure.channel(channel), 1);
    return this;
  }

  public GivenHistory discount(String day, String amount) {
    history.add(epochDay(day), Measure.DISCOUNTS, stored(new BigDecimal(amount)));
    return this;
  }

  private static int epochDay(String day) {
    return (int) LocalDate.parse(day).toEpochDay();
  }

  public GivenHistory refund(LocalDate day, BigDecimal amount) {
    history.add((int) day.toEpochDay(), Measure.REFUND_COUNT, 1);
    history.add((int) day.toEpochDay(), Measure.REFUNDS, stored(amount));
    return this;
  }

  public GivenHistory refund(String day, String amount) {
    return refund(LocalDate.parse(day), new BigDecimal(amount));
  }

  public GivenHistory events(LocalDate day, String kind, long count) {
    history.add((int) day.toEpochDay(), Measure.events(kind), count);
    history.add((int) day.toEpochDay(), Measure.SESSIONS, 1);
    return this;
  }

  /** Messages sent, opened or clicked on a day. */
  public GivenHistory messages(String day, Measure became, long count) {
    history.add(epochDay(day), became, count);
    return this;
  }

  public GivenHistory and(History other) {
    history.add(other, measure -> true);
    return this;
  }

  /** What there was before this day, and nothing of what came then. */
  public GivenHistory andBefore(LocalDate until, History other) {
    if (other.registered() < until.toEpochDay()) {
      history.register(other.registered());
    }
    for (int day = 0; day < other.daysBefore((int) until.toEpochDay()); day++) {
      for (Measure measure : other.measures()) {
        history.add(other.day(day), measure, other.value(day, measure));
      }
    }
    return this;
  }

  public History build() {
    return history.build();
  }

  /** The stored form, as {@link CustomerHistory#DAYS} holds it. */
  public byte[] days() {
    return HistoryCodec.encode(build());
  }

  private static long stored(BigDecimal amount) {
    return amount.movePointRight(Measure.DECIMALS).longValueExact();
  }
}
