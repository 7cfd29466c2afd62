package io.clientele.generate;

import java.util.List;
import java.util.stream.Stream;

/**
 * Kinds of customers that the data hides: each shifts how often, how long and how much is bought.
 */
enum Archetype {
  DEVOTED(0.12, 1.1, 0.10),
  REGULAR(0.30, 1.0, 0.15),
  BARGAIN_HUNTER(0.18, 0.6, 0.60),
  SPLURGER(0.08, 5.0, 0.05),
  ONE_TIMER(0.17, 0.9, 0.25),
  /** Looks but never buys. */
  BROWSER(0.15, 1.0, 0);

  /**
   * How the rates of customers of a kind are spread (Pareto/NBD, in weeks): purchases by Gamma(r,
   * alpha), the end by Gamma(s, beta).
   */
  record Habits(double r, double alpha, double s, double beta) {}

  private static final List<Archetype> ALL = List.of(values());
  private static final double[] SHARES =
      Stream.of(values()).mapToDouble(Archetype::share).toArray();

  private final double share;
  private final double valueFactor;
  private final double discountShare;

  Archetype(double share, double valueFactor, double discountShare) {
    this.share = share;
    this.valueFactor = valueFactor;
    this.discountShare = discountShare;
  }

  static Archetype pick(Chance chance) {
    return chance.pick(ALL, SHARES);
  }

  double share() {
    return share;
  }

  Habits habits() {
    return switch (this) {
      case DEVOTED -> new Habits(2.0, 9, 0.5, 60);
      case REGULAR -> new Habits(1.2, 16, 0.6, 30);
      case BARGAIN_HUNTER -> new Habits(1.0, 14, 0.7, 20);
      case SPLURGER -> new Habits(0.8, 28, 0.6, 30);
      case ONE_TIMER -> new Habits(0.5, 50, 1.5, 4);
      case BROWSER -> new Habits(0, 1, 1, 1);
    };
  }

  /** What its orders are worth beside those of others. */
  double valueFactor() {
    return valueFactor;
  }

  /** Share of its order lines that are bought at a discount. */
  double discountShare() {
    return discountShare;
  }

  boolean buys() {
    return this != BROWSER;
  }
}
