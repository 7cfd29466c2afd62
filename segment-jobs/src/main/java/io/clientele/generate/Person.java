package io.clientele.generate;

import java.util.List;
import java.util.Locale;

/**
 * Who a made-up customer is.
 *
 * @param number unique, from 1
 * @param entered day of the first purchase, or of a first look around
 * @param registered day on which the shop came to know the person
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
    double registered,
    boolean consents) {
  private static final int DIGITS = 7;
  private static final double LAST_ENTRY = 700;
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

  static Person of(int number, Chance chance) {
    Archetype archetype = Archetype.pick(chance);
    double entered = chance.uniform(0, LAST_ENTRY);
    return new Person(
        number,
        archetype,
        chance.pick(FIRST_NAMES),
        chance.pick(LAST_NAMES),
        chance.pick(COUNTRIES, COUNTRY_SHARES),
        Catalogue.channel(chance),
        Catalogue.category(chance),
        entered,
        Math.max(entered - chance.exponential(12), -30),
        chance.happens(CONSENTING));
  }

  String id() {
    return id("c");
  }

  /** Ids hang on the customer's number alone, so that they are the same in worlds of any size. */
  String id(String kind) {
    String digits = Integer.toString(number);
    return kind + "0".repeat(DIGITS - digits.length()) + digits;
  }

  String email() {
    return "%s.%s.%d@example.test".formatted(firstName, lastName, number).toLowerCase(Locale.ROOT);
  }
}
