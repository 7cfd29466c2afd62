package io.clientele.generate;

/** What customers pay in, by where they live, and what it is worth in the shop's own currency. */
enum Currency {
  EUR(1),
  GBP(1.17),
  USD(0.92),
  CHF(1.05);

  private final double euros;

  Currency(double euros) {
    this.euros = euros;
  }

  static Currency of(String country) {
    return switch (country) {
      case "GB" -> GBP;
      case "US" -> USD;
      case "CH" -> CHF;
      default -> EUR;
    };
  }

  /** Euros that one unit is worth, on every day. */
  double euros() {
    return euros;
  }

  /** What is worth so many euros, in hundredths of this currency; never nothing. */
  long cents(double worth) {
    return Math.max(1, Math.round(worth / euros * 100));
  }
}
