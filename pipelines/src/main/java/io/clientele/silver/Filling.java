package io.clientele.silver;

import static java.util.Map.entry;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.Map;
import org.apache.spark.sql.Column;

/** What a canonical table makes of the values it was given: defaults and derived fields. */
final class Filling {
  private static final Column NONE = lit(0);

  /** Hexadecimal digits of a record's key: among a billion, two equal ones are very unlikely. */
  private static final int KEY_DIGITS = 20;

  private Filling() {}

  /** The fields of the table that are not taken as given, each as a function of those given. */
  static Map<Field, Column> of(Table table, String currency) {
    return Map.of(
            Customers.TABLE, customers(),
            Orders.TABLE, orders(currency),
            OrderLines.TABLE, orderLines(),
            Refunds.TABLE, refunds(currency),
            Events.TABLE, events(),
            Products.TABLE, products(currency),
            Messages.TABLE, messages(),
            Consents.TABLE, consents())
        .get(table);
  }

  private static Map<Field, Column> customers() {
    return Map.of(
        Customers.EMAIL_NORMALISED,
        normalisedEmail(),
        Customers.EMAIL_SHA256,
        emailDigest(),
        Customers.COUNTRY_CODE,
        upper(Customers.COUNTRY_CODE.col()));
  }

  private static Map<Field, Column> orders(String currency) {
    Column status = coalesce(Orders.RAW_STATUS.col(), Orders.STATUS.col());
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        Orders.RAW_STATUS,
        status,
        Orders.STATUS,
        coalesce(Words.ORDER_STATUS.of(status), lit("COMPLETED")),
        Orders.CURRENCY,
        currency(Orders.CURRENCY, currency),
        Orders.DISCOUNT_TOTAL,
        unsigned(Orders.DISCOUNT_TOTAL),
        Orders.IS_TEST,
        coalesce(Orders.IS_TEST.col(), lit(false)));
  }

  /** Without an order's id, a record is an order of one line, and both have the record's key. */
  private static Map<Field, Column> orderLines() {
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        OrderLines.ORDER_SOURCE_ID,
        idOrPlace(OrderLines.ORDER_SOURCE_ID),
        OrderLines.LINE_DISCOUNT,
        unsigned(OrderLines.LINE_DISCOUNT));
  }

  private static Map<Field, Column> refunds(String currency) {
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        Refunds.AMOUNT,
        abs(Refunds.AMOUNT.col()),
        Refunds.QUANTITY,
        abs(Refunds.QUANTITY.col()),
        Refunds.CURRENCY,
        currency(Refunds.CURRENCY, currency));
  }

  private static Map<Field, Column> events() {
    Column name = coalesce(Events.RAW_EVENT_NAME.col(), Events.EVENT_NAME.col());
    return Map.of(
        Origin.SOURCE_ID,
        idOrPlace(Origin.SOURCE_ID),
        Events.RAW_EVENT_NAME,
        name,
        Events.EVENT_NAME,
        coalesce(Words.EVENT_NAME.of(name), lit("custom")));
  }

  /** The source's own keys make the row's, so that it is the same in every file. */
  private static Map<Field, Column> products(String currency) {
    Column id = concat_ws(":", Products.PRODUCT_SOURCE_ID.col(), Products.VARIANT_SOURCE_ID.col());
    Column status = coalesce(Products.RAW_STATUS.col(), Products.STATUS.col());
    return Map.of(
        Origin.SOURCE_ID,
        coalesce(Origin.SOURCE_ID.col(), id),
        Products.RAW_STATUS,
        status,
        Products.STATUS,
        Words.PRODUCT_STATUS.of(status),
        Products.CURRENCY,
        currency(Products.CURRENCY, currency));
  }

  /** A campaign reaches a person once, so both together are the key of a message without one. */
  private static Map<Field, Column> messages() {
    Column recipient = coalesce(Origin.CUSTOMER_SOURCE_ID.col(), emailDigest());
    Column id = concat(Messages.CAMPAIGN_SOURCE_ID.col(), lit(":"), recipient);
    Column channel = coalesce(Messages.RAW_CHANNEL.col(), Messages.CHANNEL.col());
    Column bounce = coalesce(Messages.RAW_BOUNCE_TYPE.col(), Messages.BOUNCE_TYPE.col());
    return Map.ofEntries(
        entry(Origin.SOURCE_ID, coalesce(Origin.SOURCE_ID.col(), id, keyOfPlace())),
        entry(Customers.EMAIL_NORMALISED, normalisedEmail()),
        entry(Customers.EMAIL_SHA256, emailDigest()),
        entry(Messages.RAW_CHANNEL, channel),
        entry(Messages.CHANNEL, channel(channel)),
        entry(Messages.OPEN_COUNT, times(Messages.OPEN_COUNT, Messages.FIRST_OPENED_AT)),
        entry(Messages.CLICK_COUNT, times(Messages.CLICK_COUNT, Messages.FIRST_CLICKED_AT)),
        entry(Messages.RAW_BOUNCE_TYPE, bounce),
        entry(Messages.BOUNCE_TYPE, Words.BOUNCE_TYPE.of(bounce)),
        entry(Messages.STATUS, messageStatus()));
  }

  private static Column messageStatus() {
    return when(Messages.SPAM_AT.col().isNotNull(), "MARKED_SPAM")
        .when(Messages.UNSUBSCRIBED_AT.col().isNotNull(), "UNSUBSCRIBED")
        .when(times(Messages.CLICK_COUNT, Messages.FIRST_CLICKED_AT).gt(0), "CLICKED")
        .when(times(Messages.OPEN_COUNT, Messages.FIRST_OPENED_AT).gt(0), "OPENED")
        .when(Messages.BOUNCED_AT.col().isNotNull(), "BOUNCED")
        .when(Messages.DELIVERED_AT.col().isNotNull(), "DELIVERED")
        .otherwise("SENT");
  }

  private static Column times(Field count, Field first) {
    return coalesce(count.col(), when(first.col().isNotNull(), 1L).otherwise(0L));
  }

  private static Map<Field, Column> consents() {
    Column channel = coalesce(Consents.RAW_CHANNEL.col(), Consents.CHANNEL.col());
    Column scope = coalesce(Consents.RAW_SCOPE_TYPE.col(), Consents.SCOPE_TYPE.col());
    Column unscoped = coalesce(scope, Consents.SCOPE_ID.col(), Consents.SCOPE_NAME.col()).isNull();
    Column told = coalesce(Consents.RAW_STATUS.col(), Consents.STATUS.col());
    Column status = coalesce(Words.CONSENT_STATUS.of(told), lit("NOT_SET"));
    return Map.ofEntries(
        entry(Origin.SOURCE_ID, idOrPlace(Origin.SOURCE_ID)),
        entry(Customers.EMAIL_NORMALISED, normalisedEmail()),
        entry(Customers.EMAIL_SHA256, emailDigest()),
        entry(Consents.RAW_CHANNEL, channel),
        entry(Consents.CHANNEL, channel(channel)),
        entry(Consents.RAW_SCOPE_TYPE, scope),
        entry(
            Consents.SCOPE_TYPE, when(unscoped, "GLOBAL").otherwise(Words.CONSENT_SCOPE.of(scope))),
        entry(Consents.RAW_STATUS, told),
        entry(Consents.STATUS, status),
        entry(Consents.CAN_CONTACT, status.equalTo("SUBSCRIBED")),
        entry(
            Consents.OPT_IN_LEVEL,
            coalesce(Words.OPT_IN_LEVEL.of(Consents.OPT_IN_LEVEL.col()), lit("UNKNOWN"))),
        entry(
            Consents.OBSERVED_AT, coalesce(Consents.OBSERVED_AT.col(), Origin.RECEIVED_AT.col())));
  }

  private static Column channel(Column theirs) {
    return coalesce(Words.CHANNEL.of(theirs), when(theirs.isNotNull(), "OTHER"));
  }

  private static Column normalisedEmail() {
    return lower(trim(Customers.EMAIL.col()));
  }

  private static Column emailDigest() {
    return coalesce(sha2(normalisedEmail(), 256), lower(Customers.EMAIL_SHA256.col()));
  }

  private static Column idOrPlace(Field id) {
    return coalesce(id.col(), keyOfPlace());
  }

  /** A key that the record has by its place, never by its content. */
  private static Column keyOfPlace() {
    Column place = concat(Origin.RECEIVED_FROM.col(), lit("@"), Origin.RECEIVED_ORDINAL.col());
    return substring(sha2(place, 256), 1, KEY_DIGITS);
  }

  private static Column currency(Field field, String otherwise) {
    return upper(coalesce(field.col(), lit(otherwise)));
  }

  /** Sources write what was taken off with either sign. */
  private static Column unsigned(Field amount) {
    return abs(coalesce(amount.col(), NONE));
  }
}
