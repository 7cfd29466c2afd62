package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/** What was sent to people, a row for each message and recipient, and what became of it. */
public final class Messages {
  public static final Field CAMPAIGN_SOURCE_ID =
      Field.optional(
          "campaign_source_id", Types.TEXT, "Campaign or message of a flow that it was sent by.");
  public static final Field CHANNEL =
      Field.optional(
          "channel",
          Types.TEXT,
          "EMAIL, SMS, WHATSAPP, PUSH, PHONE, POST or ADS, else OTHER; null where not told.");
  public static final Field RAW_CHANNEL =
      Field.optional("raw_channel", Types.TEXT, "Channel in the source's own words.");
  public static final Field STATUS =
      Field.required(
          "status",
          Types.TEXT,
          "How far it came, by its times and counts: MARKED_SPAM, UNSUBSCRIBED, CLICKED, OPENED,"
              + " BOUNCED, DELIVERED or SENT, the first that holds.");
  public static final Field SENT_AT = Field.required("sent_at", Types.INSTANT, "Sent at, UTC.");
  public static final Field DELIVERED_AT =
      Field.optional("delivered_at", Types.INSTANT, "Delivered at, UTC.");
  public static final Field FIRST_OPENED_AT =
      Field.optional("first_opened_at", Types.INSTANT, "First opened at, UTC.");
  public static final Field OPEN_COUNT =
      Field.required(
          "open_count", Types.COUNT, "Times opened; where not told, 1 if there is a time, else 0.");
  public static final Field FIRST_CLICKED_AT =
      Field.optional("first_clicked_at", Types.INSTANT, "First clicked at, UTC.");
  public static final Field CLICK_COUNT =
      Field.required(
          "click_count",
          Types.COUNT,
          "Times clicked; where not told, 1 if there is a time, else 0.");
  public static final Field BOUNCED_AT =
      Field.optional("bounced_at", Types.INSTANT, "Came back at, UTC.");
  public static final Field BOUNCE_TYPE =
      Field.optional("bounce_type", Types.TEXT, "HARD or SOFT; null where not told or not known.");
  public static final Field RAW_BOUNCE_TYPE =
      Field.optional("raw_bounce_type", Types.TEXT, "Kind of bounce in the source's own words.");
  public static final Field UNSUBSCRIBED_AT =
      Field.optional("unsubscribed_at", Types.INSTANT, "Unsubscribed by it at, UTC.");
  public static final Field SPAM_AT =
      Field.optional("spam_at", Types.INSTANT, "Marked as spam at, UTC.");

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "messages",
          Origin.around(
              CAMPAIGN_SOURCE_ID,
              Origin.CUSTOMER_SOURCE_ID,
              Customers.EMAIL,
              Customers.EMAIL_NORMALISED,
              Customers.EMAIL_SHA256,
              CHANNEL,
              RAW_CHANNEL,
              STATUS,
              SENT_AT,
              DELIVERED_AT,
              FIRST_OPENED_AT,
              OPEN_COUNT,
              FIRST_CLICKED_AT,
              CLICK_COUNT,
              BOUNCED_AT,
              BOUNCE_TYPE,
              RAW_BOUNCE_TYPE,
              UNSUBSCRIBED_AT,
              SPAM_AT),
          Origin.KEY,
          new Write.Upsert());

  private Messages() {}
}
