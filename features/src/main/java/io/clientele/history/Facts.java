package io.clientele.history;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
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
import io.clientele.step.Inputs;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that shapes a history, in rows of one form, one for each thing known of a source's
 * customer: so that one shuffle brings all of a customer together, in order.
 */
final class Facts {
  /** What a row tells; in this order they meet the kernel. */
  enum Kind {
    /** {@link #NAME} is the customer's id. */
    IDENTITY(0),
    /** {@link #AT} is the time of registration; {@link #COUNT} is 1 for a test customer. */
    CUSTOMER(1),
    /**
     * {@link #NAME} is the sales channel, {@link #COUNT} units, {@link #MONEY} the net total,
     * {@link #DISCOUNT} discounts.
     */
    ORDER(2),
    /** {@link #MONEY} is the amount. */
    REFUND(3),
    /** {@link #NAME} is the canonical kind. */
    EVENT(4),
    /** {@link #NAME} is the category of a line of an order, {@link #MONEY} its total. */
    CATEGORY(5),
    /** {@link #NAME} is the measure that counts what became of a message at {@link #AT}. */
    MESSAGE(6);

    private static final Kind[] ALL = values();
    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(Row fact) {
      return ALL[fact.getInt(KIND_AT)];
    }
  }

  /** Sorting by it compares numbers, where source keys begin alike and would be read to the end. */
  static final Field HASH = Field.required("hash", Types.COUNT, "Hash of the source's customer.");

  static final Field CUSTOMER = CustomerIdentifiers.CUSTOMER_SOURCE_ID;
  static final Field KIND = Field.required("kind", Types.SMALL, "Code of the kind of fact.");
  static final Field SESSION = Field.optional("session", Types.TEXT, "The source's session.");
  static final Field AT = Field.optional("at", Types.COUNT, "Microseconds since the epoch.");
  static final Field NAME =
      Field.optional("name", Types.TEXT, "Customer id, kind of event, measure.");
  static final Field COUNT = Field.required("count", Types.COUNT, "Ten-thousandths, or a mark.");
  static final Field MONEY = Field.required("money", Types.COUNT, "Ten-thousandths.");
  static final Field DISCOUNT = Field.required("discount", Types.COUNT, "Ten-thousandths.");

  /** What makes rows belong together: always the leading columns. */
  static final List<Field> KEY =
      List.of(HASH, CUSTOMER, Origin.CONNECTION_ID, Origin.SOURCE_SYSTEM);

  private static final List<Field> REST = List.of(KIND, SESSION, AT, NAME, COUNT, MONEY, DISCOUNT);

  static final List<Field> FIELDS = Stream.concat(KEY.stream(), REST.stream()).toList();

  private static final int KIND_AT = FIELDS.indexOf(KIND);

  /** Within a customer: kind by kind, and of events one session after the other, each in time. */
  static final List<Field> ORDER =
      Stream.concat(KEY.stream(), Stream.of(KIND, SESSION, AT)).toList();

  private Facts() {}

  static Dataset<Row> of(Inputs in) {
    Dataset<Row> orders = in.all(Orders.TABLE);
    return identities(in.all(Identities.TABLE))
        .union(customers(in.all(Customers.TABLE)))
        .union(orders(Counting.orders(orders, in.all(OrderLines.TABLE))))
        .union(refunds(Counting.refunds(in.all(Refunds.TABLE), orders)))
        .union(events(in.all(Events.TABLE)))
        .union(messages(in.all(Messages.TABLE)));
  }

  private static Dataset<Row> identities(Dataset<Row> identities) {
    return facts(identities, Kind.IDENTITY, Map.of(NAME, Identities.CUSTOMER_ID.col()));
  }

  private static Dataset<Row> customers(Dataset<Row> customers) {
    return facts(
        customers.withColumn(CUSTOMER.name(), Origin.SOURCE_ID.col()),
        Kind.CUSTOMER,
        Map.of(
            AT,
            unix_micros(Origin.SOURCE_CREATED_AT.col()),
            COUNT,
            when(Customers.IS_TEST.col(), 1).otherwise(0)));
  }

  /** An order, and its lines' categories: rows of their own, made of one join. */
  private static Dataset<Row> orders(Dataset<Row> orders) {
    Column at = unix_micros(Orders.PLACED_AT.col());
    Map<Field, Column> order =
        Map.of(
            AT,
            at,
            NAME,
            Orders.SALES_CHANNEL.col(),
            COUNT,
            stored(Orders.ITEM_COUNT.col()),
            MONEY,
            stored(Orders.REPORTED_TOTAL.col()),
            DISCOUNT,
            stored(Orders.REPORTED_DISCOUNT.col()));
    Column lines =
        transform(
            coalesce(Counting.CATEGORIES.col(), Counting.CATEGORIES.from(array())),
            line -> category(at, line));
    return named(orders)
        .select(
            Stream.concat(
                    KEY.stream().map(Field::col),
                    Stream.of(inline(concat(array(struct(told(Kind.ORDER, order))), lines))))
                .toArray(Column[]::new));
  }

  private static Column category(Column at, Column line) {
    Column total = Counting.reported(line.getField(OrderLines.LINE_TOTAL.name()));
    return struct(
        told(
            Kind.CATEGORY,
            Map.of(AT, at, NAME, line.getField(OrderLines.CATEGORY.name()), MONEY, stored(total))));
  }

  private static Dataset<Row> refunds(Dataset<Row> refunds) {
    return facts(
        refunds,
        Kind.REFUND,
        Map.of(
            AT,
            unix_micros(Refunds.REFUNDED_AT.col()),
            MONEY,
            stored(Refunds.REPORTED_AMOUNT.col())));
  }

  private static Dataset<Row> events(Dataset<Row> events) {
    return facts(
        events,
        Kind.EVENT,
        Map.of(
            SESSION,
            Events.SESSION_ID.col(),
            AT,
            unix_micros(Events.OCCURRED_AT.col()),
            NAME,
            Events.EVENT_NAME.col()));
  }

  /**
   * Of each message a row for each thing that became of it, at its own time: what is told without a
   * time, such as a number of openings, could be of after any date.
   */
  private static Dataset<Row> messages(Dataset<Row> messages) {
    Column became =
        array(
            became(Messages.SENT_AT, Measure.MESSAGES_SENT),
            became(Messages.FIRST_OPENED_AT, Measure.MESSAGES_OPENED),
            became(Messages.FIRST_CLICKED_AT, Measure.MESSAGES_CLICKED));
    return named(messages)
        .select(
            Stream.concat(KEY.stream().map(Field::col), Stream.of(inline(became)))
                .toArray(Column[]::new))
        .where(AT.col().isNotNull());
  }

  private static Column became(Field at, Measure measure) {
    return struct(told(Kind.MESSAGE, Map.of(AT, unix_micros(at.col()), NAME, lit(measure.name()))));
  }

  /** An amount as whole ten-thousandths; one beyond 64 bits fails the step. */
  private static Column stored(Column amount) {
    return amount.multiply(lit(10_000)).cast(Types.COUNT);
  }

  private static Dataset<Row> facts(Dataset<Row> rows, Kind kind, Map<Field, Column> told) {
    return named(rows)
        .select(
            Stream.concat(KEY.stream().map(Field::col), Stream.of(told(kind, told)))
                .toArray(Column[]::new));
  }

  /** Rows without a customer are anonymous: left out. */
  private static Dataset<Row> named(Dataset<Row> rows) {
    return rows.where(CUSTOMER.col().isNotNull())
        .withColumn(
            HASH.name(),
            xxhash64(CUSTOMER.col(), Origin.CONNECTION_ID.col(), Origin.SOURCE_SYSTEM.col()));
  }

  /** The columns behind the key; what is not told is null, or 0 where there must be a number. */
  private static Column[] told(Kind kind, Map<Field, Column> told) {
    return REST.stream()
        .map(
            field -> {
              if (field.equals(KIND)) {
                return field.from(lit(kind.code));
              }
              Column none = field.nullable() ? field.absent() : field.from(lit(0));
              return told.containsKey(field) ? field.from(told.get(field)) : none;
            })
        .toArray(Column[]::new);
  }
}
