package io.clientele.generate;

import java.util.List;
import java.util.stream.Stream;

/**
 * Kinds of customers that the data hides: each shifts how often, how long and how much is bought.
 */
enum Archetype {
  DEVOTED(0.12, 1.1, 0.10, 1.2),
  REGULAR(0.30, 1.0, 0.15, 1.4),
  BARGAIN_HUNTER(0.18, 0.6, 0.60, 2.5),
  SPLURGER(0.08, 5.0, 0.05, 1.1),
  ONE_TIMER(0.17, 0.9, 0.25, 1.6),
  /** Looks but never buys. */
  BROWSER(0.149, 1.0, 0, 1.0),
  /** No human: reads the whole shop and never buys. */
  BOT(0.001, 1.0, 0, 1.0);

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
  private final double uplift;

  Archetype(double share, double valueFactor, double discountShare, double uplift) {
    this.share = share;
    this.valueFactor = valueFactor;
    this.discountShare = discountShare;
    this.uplift = uplift;
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
      case BROWSER, BOT -> new Habits(0, 1, 1, 1);
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

  /** What its rate of orders is multiplied by while a promotion runs. */
  double uplift() {
    return uplift;
  }

  boolean buys() {
    return habits().r() > 0;
  }
}
