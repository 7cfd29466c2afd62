package io.clientele.generate;

import io.clientele.generate.Chance.Theme;
import java.util.List;
import java.util.Locale;

/**
 * Who a made-up customer is.
 *
 * @param number unique, from 1
 * @param entered day of the first purchase, or of a first look around
 * @param accounts what the shop takes for customers, in order of time: one, or two
 * @param consents whether messages may be sent
 */
record Person(
    int number,
    Archetype archetype,
    String firstName,
    String lastName,
    String country,
    String channel,
    String favourite,
    double entered,
    List<Account> accounts,
    boolean consents) {
  /** Share of people who order as guests first. */
  static final double GUESTS = 0.03;

  private static final int DIGITS = 7;
  private static final double LAST_ENTRY = 700;
  private static final double LONGEST_AS_GUEST = 120;
  private static final double CONSENTING = 0.7;
  private static final List<String> FIRST_NAMES =
      List.of(
          "Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo", "Ida", "Jonas",
          "Klara", "Leon", "Mia", "Noah", "Olga", "Paul", "Rosa", "Simon", "Tilda", "Viktor");
  private static final List<String> LAST_NAMES =
      List.of(
          "Adler", "Berg", "Costa", "Dietz", "Evers", "Fuchs", "Graf", "Huber", "Iversen", "Jansen",
          "Keller", "Lang", "Moreau", "Novak", "Otto", "Peters", "Rossi", "Smith", "Thomas",
          "Weber");
  private static final List<String> COUNTRIES = List.of("DE", "AT", "CH", "FR", "NL", "GB", "US");
  private static final double[] COUNTRY_SHARES = {0.40, 0.10, 0.08, 0.14, 0.10, 0.10, 0.08};

  static Person of(long seed, int number) {
    Chance chance = Chance.of(seed, number, Theme.PERSON);
    Archetype archetype = Archetype.pick(chance);
    double entered = Season.day(chance.uniform(0, Season.elapsed(LAST_ENTRY)));
    String firstName = chance.pick(FIRST_NAMES);
    String lastName = chance.pick(LAST_NAMES);
    String email = firstName + "." + lastName + "." + number + "@example.test";
    return new Person(
        number,
        archetype,
        firstName,
        lastName,
        chance.pick(COUNTRIES, COUNTRY_SHARES),
        Catalogue.channel(chance),
        Catalogue.category(chance),
        entered,
        accounts(number, email.toLowerCase(Locale.ROOT), entered, seed),
        chance.happens(CONSENTING) && archetype != Archetype.BOT);
  }

  private static List<Account> accounts(int number, String email, double entered, long seed) {
    Chance chance = Chance.of(seed, number, Theme.ACCOUNTS);
    double first = Math.max(entered - chance.exponential(12), -30);
    if (!chance.happens(GUESTS)) {
      return List.of(Account.registered(number, email, first));
    }
    double second = chance.uniform(entered, Math.min(entered + LONGEST_AS_GUEST, Timeline.DAYS));
    return List.of(
        Account.guest(number, email, first, chance), Account.registered(number, email, second));
  }

  /** Day on which the shop came to know the person. */
  double registered() {
    return accounts.get(0).created();
  }

  /** What the shop takes the person for at a moment. */
  Account account(double day) {
    Account last = accounts.get(accounts.size() - 1);
    return day < last.created() ? accounts.get(0) : last;
  }

  Currency currency() {
    return Currency.of(country);
  }

  /** The same whatever the account. */
  String id() {
    return id(number, "p");
  }

  /** One of the person's things, which are numbered from 1. */
  String id(String kind, int of) {
    return id(number, kind) + "-" + of;
  }

  /** Ids hang on the person's number alone, so that they are the same in worlds of any size. */
  static String id(int number, String kind) {
    String digits = Integer.toString(number);
    return kind + "0".repeat(DIGITS - digits.length()) + digits;
  }
}
