package io.clientele.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: thousands set apart, money with two decimals. */
final class Numbers {
  private Numbers() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String bytes(long number) {
    return number < 1_000_000
        ? String.format(Locale.ROOT, "%,d kB", (number + 999) / 1000)
        : String.format(Locale.ROOT, "%,.1f MB", number / 1e6);
  }

  static String amount(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
  }

  /** A quantity, without decimals where it has none. */
  static String quantity(BigDecimal quantity) {
    return quantity.stripTrailingZeros().scale() <= 0
        ? String.format(Locale.ROOT, "%,d", quantity.toBigInteger())
        : String.format(Locale.ROOT, "%,.4f", quantity);
  }
}
