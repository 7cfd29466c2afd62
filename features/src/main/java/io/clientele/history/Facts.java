package io.clientele.history;

import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Identities;
import io.clientele.silver.Messages;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that shapes a history, in blocks of records: one key of 64 bits stands for a source's
 * customer, another for an order. That two customers or two orders share one is noticed where the
 * facts meet, since each of them comes exactly once there.
 */
final class Facts {
  private static final String NUMBER = "number";
  private static final Field NAME = Field.optional("name", Types.TEXT, "A fact's name.");

  /** What Spark's hashing begins with. */
  static final long SEED = 42;

  private Facts() {}

  /** Blocks of orders, their lines and what was given back, by order. */
  static Dataset<Row> byOrder(
      Dataset<Row> orders, Dataset<Row> lines, Dataset<Row> refunds, Keys keys) {
    return Stream.of(
            of(
                Fact.ORDER,
                orders,
                keys,
                Orders.SALES_CHANNEL.col(),
                key(Origin.SOURCE_ID),
                key(Origin.CUSTOMER_SOURCE_ID),
                unix_micros(Orders.PLACED_AT.col()),
                Orders.ITEM_COUNT.col(),
                Orders.REPORTED_TOTAL.col(),
                Orders.REPORTED_DISCOUNT.col(),
                Orders.NET_TOTAL.col(),
                when(counts(), 1L).otherwise(0L)),
            of(
                Fact.LINE,
                lines,
                keys,
                OrderLines.CATEGORY.col(),
                key(OrderLines.ORDER_SOURCE_ID),
                OrderLines.QUANTITY.col(),
                OrderLines.LINE_TOTAL.col()),
            of(
                Fact.REFUND,
                refunds,
                keys,
                NAME.absent(),
                key(Refunds.ORDER_SOURCE_ID),
                key(Origin.CUSTOMER_SOURCE_ID),
                unix_micros(Refunds.REFUNDED_AT.col()),
                Refunds.REPORTED_AMOUNT.col()))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  /** Blocks of events, by customer. Events without a customer are anonymous: left out. */
  static Dataset<Row> events(Dataset<Row> events, Keys keys) {
    Dataset<Row> columns =
        events.select(
            Origin.SOURCE_SYSTEM.col(),
            Origin.CONNECTION_ID.col(),
            Origin.CUSTOMER_SOURCE_ID.col(),
            Events.SESSION_ID.col(),
            Events.OCCURRED_AT.col(),
            Events.EVENT_NAME.col());
    return InternalRows.mapBatches(
            columns, Scatter.FIELDS, batches -> new Scatter(keys, new ScannedEvents(batches)))
        .orElseGet(() -> eventsByRow(columns, keys));
  }

  private static Dataset<Row> eventsByRow(Dataset<Row> events, Keys keys) {
    return of(
        Fact.EVENT,
        events.where(Origin.CUSTOMER_SOURCE_ID.col().isNotNull()),
        keys,
        Events.EVENT_NAME.col(),
        key(Origin.CUSTOMER_SOURCE_ID),
        when(Events.SESSION_ID.col().isNotNull(), xxhash64(Events.SESSION_ID.col())),
        unix_micros(Events.OCCURRED_AT.col()));
  }

  /**
   * Blocks of messages, by customer. A number of openings says nothing of when they were, and could
   * hold some from after any date: left out, as are messages without a customer.
   */
  static Dataset<Row> messages(Dataset<Row> messages, Keys keys) {
    return of(
        Fact.MESSAGE,
        messages.where(Origin.CUSTOMER_SOURCE_ID.col().isNotNull()),
        keys,
        NAME.absent(),
        key(Origin.CUSTOMER_SOURCE_ID),
        unix_micros(Messages.SENT_AT.col()),
        unix_micros(Messages.FIRST_OPENED_AT.col()),
        unix_micros(Messages.FIRST_CLICKED_AT.col()));
  }

  /** Blocks of registrations, by customer. */
  static Dataset<Row> customers(Dataset<Row> customers, Keys keys) {
    return of(
        Fact.CUSTOMER,
        customers,
        keys,
        NAME.absent(),
        key(Origin.SOURCE_ID),
        unix_micros(Origin.SOURCE_CREATED_AT.col()),
        when(Customers.IS_TEST.col(), 1L).otherwise(0L));
  }

  /** Blocks of who is who, by customer. */
  static Dataset<Row> identities(Dataset<Row> identities, Keys keys) {
    Field id = CustomerIdentifiers.CUSTOMER_SOURCE_ID;
    return of(Fact.IDENTITY, identities, keys, Identities.CUSTOMER_ID.col(), key(id));
  }

  /**
   * The key of what has this id in its source, null without one: from {@link #SEED} on, each column
   * is hashed with what those before it came to.
   */
  static Column key(Field id) {
    Column key = xxhash64(Origin.SOURCE_SYSTEM.col(), Origin.CONNECTION_ID.col(), id.col());
    return id.nullable() ? when(id.col().isNotNull(), key) : key;
  }

  private static Column counts() {
    return not(Orders.STATUS.col().isin("CANCELLED", "FAILED", "DRAFT"))
        .and(not(Orders.IS_TEST.col()));
  }

  /**
   * @param numbers whole numbers of 64 bits, or amounts, which are kept as such
   */
  private static Dataset<Row> of(
      Fact fact, Dataset<Row> rows, Keys keys, Column name, Column... numbers) {
    List<Column> columns = new ArrayList<>();
    Stream.of(numbers).map(number -> number.as(NUMBER)).forEach(columns::add);
    columns.add(NAME.from(name));
    return InternalRows.mapPartitions(
        rows.select(columns.toArray(Column[]::new)),
        Scatter.FIELDS,
        read -> new Scatter(keys, new ScannedFacts(read, fact)));
  }
}
