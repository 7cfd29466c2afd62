package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/**
 * What people agreed to, as their source told it: a row for each observation. Nothing is inferred,
 * neither from purchases nor from lists.
 */
public final class Consents {
  public static final Field CHANNEL =
      Field.required(
          "channel",
          Types.TEXT,
          "EMAIL, SMS, WHATSAPP, PUSH, PHONE, POST, ADS or ALL; OTHER for words we do not know.");
  public static final Field RAW_CHANNEL =
      Field.optional("raw_channel", Types.TEXT, "Channel in the source's own words.");
  public static final Field SCOPE_TYPE =
      Field.optional(
          "scope_type",
          Types.TEXT,
          "GLOBAL, LIST, SUBSCRIPTION_TYPE or PURPOSE; null where a scope is named but not its"
              + " kind, or a kind that we do not know.");
  public static final Field RAW_SCOPE_TYPE =
      Field.optional("raw_scope_type", Types.TEXT, "Kind of scope in the source's own words.");
  public static final Field SCOPE_ID =
      Field.optional("scope_id", Types.TEXT, "List, type or purpose in the source system.");
  public static final Field SCOPE_NAME =
      Field.optional("scope_name", Types.TEXT, "Name of the list, type or purpose.");
  public static final Field STATUS =
      Field.required(
          "status",
          Types.TEXT,
          "SUBSCRIBED, PENDING, UNSUBSCRIBED, NOT_SET, SUPPRESSED or INVALID; NOT_SET where the"
              + " source tells nothing, or a word that we do not know.");
  public static final Field RAW_STATUS =
      Field.optional("raw_status", Types.TEXT, "Status in the source's own words.");
  public static final Field CAN_CONTACT =
      Field.required(
          "can_contact", Types.FLAG, "True only for SUBSCRIBED: everything else permits nothing.");
  public static final Field REASON = Field.optional("reason", Types.TEXT, "Reason as given.");
  public static final Field LEGAL_BASIS =
      Field.optional("legal_basis", Types.TEXT, "Legal basis as given.");
  public static final Field OPT_IN_LEVEL =
      Field.required("opt_in_level", Types.TEXT, "SINGLE, DOUBLE or UNKNOWN.");
  public static final Field METHOD =
      Field.optional("method", Types.TEXT, "How it was given, such as a form, as told.");
  public static final Field METHOD_DETAIL =
      Field.optional("method_detail", Types.TEXT, "Which form or page, as told.")
          .personal(Personal.ID);
  public static final Field CAPTURED_AT =
      Field.optional("captured_at", Types.INSTANT, "Given or withdrawn at, UTC.");
  public static final Field VALID_UNTIL =
      Field.optional("valid_until", Types.INSTANT, "Holds until, UTC.");
  public static final Field OBSERVED_AT =
      Field.required(
          "observed_at",
          Types.INSTANT,
          "Seen at the source, UTC; where not told, the file's time of change.");

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "consents",
          Origin.around(
              Origin.CUSTOMER_SOURCE_ID,
              Customers.EMAIL,
              Customers.EMAIL_NORMALISED,
              Customers.EMAIL_SHA256,
              Customers.PHONE,
              CHANNEL,
              RAW_CHANNEL,
              SCOPE_TYPE,
              RAW_SCOPE_TYPE,
              SCOPE_ID,
              SCOPE_NAME,
              STATUS,
              RAW_STATUS,
              CAN_CONTACT,
              REASON,
              LEGAL_BASIS,
              OPT_IN_LEVEL,
              METHOD,
              METHOD_DETAIL,
              CAPTURED_AT,
              VALID_UNTIL,
              OBSERVED_AT),
          Origin.KEY,
          new Write.Upsert());

  private Consents() {}
}
