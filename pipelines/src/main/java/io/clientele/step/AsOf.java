package io.clientele.step;

import io.clientele.table.Field;
import io.clientele.table.Types;

/** The date that everything computed about customers holds for. */
public final class AsOf {
  /** Everything known strictly before local midnight at the start of this day. */
  public static final Field FIELD =
      Field.required(
          "as_of", Types.DAY, "Everything known strictly before the start of this local day.");

  private AsOf() {}
}
