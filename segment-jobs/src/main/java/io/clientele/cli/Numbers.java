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
