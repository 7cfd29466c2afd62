package io.clientele.generate;

/** Sizes of made-up worlds, by customers; each customer brings about 50 events. */
public enum Size {
  S(20_000),
  M(200_000),
  L(1_000_000);

  private final int customers;

  Size(int customers) {
    this.customers = customers;
  }

  public int customers() {
    return customers;
  }
}
