package io.clientele.generate;

import java.math.BigDecimal;

/** Money as it stands in a file, such as 12.90. */
record Amount(long cents) {
  @Override
  public String toString() {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
