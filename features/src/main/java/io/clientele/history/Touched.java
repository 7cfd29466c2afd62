package io.clientele.history;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
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
import io.clientele.step.Read;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everyone of whom a record came, changed or left: the keys by which all that is known of them is
 * found, so that their histories are built anew and those of others stay.
 *
 * <p>All that is known, since a session has no bounds in time, and an order that is long past can
 * still change.
 */
final class Touched {
  /** As many are looked up in memory; where there are more, everyone is built as quickly. */
  private static final int MOST = 1 << 21;

  private static final Field SOURCE = Field.optional("source", Types.COUNT, "A source customer.");
  private static final Field ORDER = Field.optional("order", Types.COUNT, "An order.");
  private static final Field CUSTOMER = Field.optional("customer", Types.COUNT, "A customer.");

  private static final Column NONE = lit(null);
  private static final Column ID = xxhash64(Identities.CUSTOMER_ID.col());

  /** By which keys a table's rows say whom they are about. */
  private record Trace(Table table, Column source, Column order, Column customer) {
    Dataset<Row> in(Dataset<Row> rows) {
      return rows.select(SOURCE.from(source), ORDER.from(order), CUSTOMER.from(customer));
    }
  }

  private static final List<Trace> ORDERS =
      List.of(
          new Trace(
              Orders.TABLE,
              Facts.key(Origin.CUSTOMER_SOURCE_ID),
              Facts.key(Origin.SOURCE_ID),
              NONE),
          new Trace(
              Refunds.TABLE,
              Facts.key(Origin.CUSTOMER_SOURCE_ID),
              Facts.key(Refunds.ORDER_SOURCE_ID),
              NONE));

  private static final List<Trace> IDENTITIES =
      List.of(
          new Trace(Identities.TABLE, Facts.key(CustomerIdentifiers.CUSTOMER_SOURCE_ID), NONE, ID));

  private static final List<Trace> OTHERS =
      List.of(
          new Trace(OrderLines.TABLE, NONE, Facts.key(OrderLines.ORDER_SOURCE_ID), NONE),
          new Trace(Events.TABLE, Facts.key(Origin.CUSTOMER_SOURCE_ID), NONE, NONE),
          new Trace(Messages.TABLE, Facts.key(Origin.CUSTOMER_SOURCE_ID), NONE, NONE),
          new Trace(Customers.TABLE, Facts.key(Origin.SOURCE_ID), NONE, NONE));

  private static final List<Trace> ALL =
      Stream.of(ORDERS, IDENTITIES, OTHERS).flatMap(List::stream).toList();

  private final Inputs in;
  private final LongIndex sources = new LongIndex();
  private final LongIndex orders = new LongIndex();
  private final LongIndex customers = new LongIndex();
  private boolean tooMany;

  private Touched(Inputs in) {
    this.in = in;
  }

  /** What a step reads that asks for this. */
  static Set<Read> reads() {
    return ALL.stream()
        .map(Trace::table)
        .flatMap(table -> Stream.of(new Read.All(table), new Read.Changes(table)))
        .collect(toUnmodifiableSet());
  }

  /** Looks up what the changes touch, in a job for each step away from them; empty if unknown. */
  static Optional<Touched> of(Inputs in) {
    if (ALL.stream().anyMatch(trace -> in.changes(trace.table()).isEmpty())) {
      return Optional.empty();
    }
    Touched touched = new Touched(in);
    touched.add(rows(ALL, table -> in.changes(table).orElseThrow().both()));
    touched.follow(ORDERS, ORDER, touched.orders);
    touched.follow(IDENTITIES, SOURCE, touched.sources);
    touched.follow(IDENTITIES, CUSTOMER, touched.customers);
    touched.follow(ORDERS, SOURCE, touched.sources);
    return Optional.of(touched);
  }

  private static Dataset<Row> rows(List<Trace> traces, Function<Table, Dataset<Row>> from) {
    return traces.stream()
        .map(trace -> trace.in(from.apply(trace.table())))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  /** Adds what is told along with these keys. */
  private void follow(List<Trace> traces, Field by, LongIndex keys) {
    if (keys.size() > 0 && !tooMany) {
      Dataset<Row> rows = rows(traces, in::all);
      add(rows.where(Keys.of(keys, rows).has(by.col())));
    }
  }

  private void add(Dataset<Row> traces) {
    List<Row> found = traces.distinct().limit(MOST + 1).collectAsList();
    tooMany = found.size() > MOST;
    found.forEach(
        row -> {
          add(row, SOURCE, sources);
          add(row, ORDER, orders);
          add(row, CUSTOMER, customers);
        });
  }

  private static void add(Row row, Field of, LongIndex keys) {
    Long key = row.getAs(of.name());
    if (key != null) {
      keys.add(key);
    }
  }

  boolean isNobody() {
    return !tooMany && sources.size() == 0 && customers.size() == 0;
  }

  /** Keys of all source customers that the touched customers are. */
  Keys sources() {
    return keys(sources);
  }

  /** Keys of all orders that they placed or were given something back for. */
  Keys orders() {
    return keys(orders);
  }

  /** Keys of the touched customers. */
  Keys customers() {
    return keys(customers);
  }

  /** Ids of these customers, those included of whom nothing may be known any longer. */
  Dataset<Row> ids(Keys some) {
    Table table = Identities.TABLE;
    return in.all(table)
        .select(Identities.CUSTOMER_ID.col())
        .union(in.changes(table).orElseThrow().both().select(Identities.CUSTOMER_ID.col()))
        .where(some.has(ID));
  }

  /** Those of the histories that are not of these customers. */
  static Dataset<Row> others(Dataset<Row> histories, Keys some) {
    return histories.where(not(some.has(ID)));
  }

  private Keys keys(LongIndex some) {
    return tooMany ? Keys.ALL : Keys.of(some, in.all(Identities.TABLE));
  }
}
