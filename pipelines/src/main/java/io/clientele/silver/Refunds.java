package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/** Money given back; it counts on its own day. */
public final class Refunds {
  public static final Field ORDER_SOURCE_ID =
      Field.optional("order_source_id", Types.TEXT, "Order it belongs to, where known.");
  public static final Field REFUNDED_AT =
      Field.required("refunded_at", Types.INSTANT, "Given back at, UTC.");
  public static final Field AMOUNT =
      Field.required("amount", Types.AMOUNT, "Money given back, positive.");
  public static final Field REPORTED_AMOUNT =
      Field.required(
          "reported_amount",
          Types.AMOUNT,
          "The amount in the tenant's currency, by the rate of the day it was given back on.");
  public static final Field QUANTITY =
      Field.optional("quantity", Types.AMOUNT, "Units returned, positive, where known.");
  public static final Field CURRENCY =
      Field.required("currency", Types.TEXT, "Currency of the amount, ISO 4217.");
  public static final Field REASON = Field.optional("reason", Types.TEXT, "Reason as given.");
  public static final Field NOTE =
      Field.optional("note", Types.TEXT, "What staff wrote about it.").personal(Personal.CONTACT);

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "refunds",
          Origin.around(
              ORDER_SOURCE_ID,
              Origin.CUSTOMER_SOURCE_ID,
              REFUNDED_AT,
              AMOUNT,
              REPORTED_AMOUNT,
              QUANTITY,
              CURRENCY,
              REASON,
              NOTE),
          Origin.KEY,
          new Write.Upsert());

  private Refunds() {}
}
