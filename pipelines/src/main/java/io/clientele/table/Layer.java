package io.clientele.table;

import java.util.Locale;

/** Where a table lies in the lake: one folder each below a tenant's root. */
public enum Layer {
  /** Records exactly as received. */
  BRONZE,
  /** Canonical tables, cleaned. */
  SILVER,
  /** What is computed from silver. */
  GOLD,
  /** What the product says of its own work. */
  OPS;

  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
