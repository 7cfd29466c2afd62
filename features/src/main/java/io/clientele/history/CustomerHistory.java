package io.clientele.history;

import io.clientele.silver.Identities;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** One row for each customer who ever registered or did something that counts. */
public final class CustomerHistory {
  public static final Field REGISTERED_ON =
      Field.optional(
          "registered_on", Types.DAY, "Local day of registration; null where no source tells.");
  public static final Field DAYS =
      Field.required(
          "days",
          Types.BYTES,
          "What happened on which local day, in a compact form with a version byte; made readable"
              + " as customer_days.");

  /** Holds no session's name and no event's, only digests and times. */
  static final Field SESSIONS =
      Field.optional(
          "sessions",
          Types.BYTES,
          "Which sessions the events made, in a compact form, so that events are added without those"
              + " of before; null where several sources tell of the customer.");

  public static final Table TABLE =
      new Table(
          Layer.GOLD,
          "customer_history",
          List.of(Identities.CUSTOMER_ID, REGISTERED_ON, DAYS, SESSIONS),
          List.of(Identities.CUSTOMER_ID),
          new Write.Whole());

  private CustomerHistory() {}
}
