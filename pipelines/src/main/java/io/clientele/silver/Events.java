package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/** What people did: pages, carts, messages. */
public final class Events {
  public static final Field EVENT_NAME =
      Field.required(
          "event_name",
          Types.TEXT,
          "Canonical kind of event, such as product_viewed; custom where the source's is unknown.");
  public static final Field RAW_EVENT_NAME =
      Field.required("raw_event_name", Types.TEXT, "Kind of event in the source's own words.");
  public static final Field OCCURRED_AT =
      Field.required("occurred_at", Types.INSTANT, "Happened at, UTC.");
  public static final Field ANONYMOUS_ID =
      Field.optional("anonymous_id", Types.TEXT, "Device or cookie of a visitor without a name.")
          .personal(Personal.ID);
  public static final Field SESSION_ID =
      Field.optional("session_id", Types.TEXT, "Session, where the source has one.");
  public static final Field PRODUCT_SOURCE_ID =
      Field.optional("product_source_id", Types.TEXT, "Product it was about.");
  public static final Field ORDER_SOURCE_ID =
      Field.optional("order_source_id", Types.TEXT, "Order it was about.");
  public static final Field SALES_CHANNEL =
      Field.optional("sales_channel", Types.TEXT, "Where it happened, such as web or app.");

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "events",
          Origin.around(
              EVENT_NAME,
              RAW_EVENT_NAME,
              Origin.CUSTOMER_SOURCE_ID,
              OCCURRED_AT,
              ANONYMOUS_ID,
              SESSION_ID,
              PRODUCT_SOURCE_ID,
              ORDER_SOURCE_ID,
              SALES_CHANNEL),
          Origin.KEY,
          new Write.Upsert());

  private Events() {}
}
