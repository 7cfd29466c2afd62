package io.clientele.generate;

/**
 * What drives a customer and stays hidden.
 *
 * @param purchases purchases on an average day while alive as a customer; 0 for one who never buys
 * @param deaths rate of the end, a day; 0 for one who never buys
 * @param end day of the end: no purchase after it, and little else
 * @param priceRate rate of the Gamma distribution of the value of orders, in euros
 */
record Life(double purchases, double deaths, double end, double priceRate) {
  /** Gamma-Gamma: the value of orders by Gamma(P, rate), the rates by Gamma(Q, GAMMA). */
  static final double P = 6.25;

  private static final double Q = 3.74;
  private static final double GAMMA = 15.44;
  private static final double WEEK = 7;

  static Life of(Person person, Chance chance) {
    if (!person.archetype().buys()) {
      return new Life(0, 0, person.registered() + 30 + chance.exponential(120), 1);
    }
    Archetype.Habits habits = person.archetype().habits();
    double purchases = chance.gamma(habits.r(), habits.alpha()) / WEEK;
    double deaths = chance.gamma(habits.s(), habits.beta()) / WEEK;
    double end = person.entered() + chance.exponential(1) / deaths;
    double priceRate = chance.gamma(Q, GAMMA) / person.archetype().valueFactor();
    return new Life(purchases, deaths, end, priceRate);
  }

  /** Alive as a customer when the files end. */
  boolean lasts() {
    return end >= Timeline.DAYS;
  }
}
