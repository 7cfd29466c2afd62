package io.clientele.history;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
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
import io.clientele.step.Changes;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everyone of whom a record came, changed or left: the keys by which all that is known of them is
 * found, and how much of their stored histories stands, so that the rest is built anew and the
 * histories of others stay.
 *
 * <p>Events that come are added to what is stored. All events of a person are read where one left
 * or changed, where the person is known by another name than before, counted for nothing before, or
 * is known by several names: then it is not stored which sessions are whose. An order that is long
 * past can still change, so all that is no event is read of whom any of it changed.
 */
final class Touched {
  /** As many are looked up in memory; where there are more, everyone is built as quickly. */
  private static final int MOST = 1 << 21;

  /** Of so many keys, what every task finds is gathered as it is. */
  private static final int FEW = 1 << 18;

  private static final Column NONE = lit(null);
  private static final Column BY = Facts.key(Origin.CUSTOMER_SOURCE_ID);

  /** A customer's key. */
  static final Column ID = xxhash64(Identities.CUSTOMER_ID.col());

  /**
   * By which keys a table's rows say whom they are about.
   *
   * @param added what stands where a row came
   * @param removed what stands where one left
   */
  private record Trace(
      Table table, Column source, Column order, Column customer, Column added, Column removed) {
    Trace(Table table, Column source, Column order, Column customer) {
      this(table, source, order, customer, code(Standing.EVENTS), code(Standing.EVENTS));
    }

    Dataset<Row> in(Changes changes) {
      Dataset<Row> came = in(changes.added(), added);
      return changes.removed().map(rows -> came.union(in(rows, removed))).orElse(came);
    }

    Dataset<Row> in(Dataset<Row> rows, Column standing) {
      return rows.select(
          TracedKeys.SOURCE.from(source),
          TracedKeys.ORDER.from(order),
          TracedKeys.CUSTOMER.from(customer),
          Standing.FIELD.from(standing));
    }
  }

  private static final List<Trace> ORDERS =
      List.of(
          new Trace(Orders.TABLE, BY, Facts.key(Origin.SOURCE_ID), NONE),
          new Trace(Refunds.TABLE, BY, Facts.key(Refunds.ORDER_SOURCE_ID), NONE));

  private static final List<Trace> OTHERS =
      List.of(
          new Trace(OrderLines.TABLE, NONE, Facts.key(OrderLines.ORDER_SOURCE_ID), NONE),
          new Trace(Messages.TABLE, BY, NONE, NONE),
          new Trace(Events.TABLE, BY, NONE, NONE, code(Standing.ALL), code(Standing.NOTHING)),
          // Nothing is stored of a test customer's events.
          new Trace(
              Customers.TABLE,
              Facts.key(Origin.SOURCE_ID),
              NONE,
              NONE,
              code(Standing.ALL),
              when(Customers.IS_TEST.col(), code(Standing.NOTHING)).otherwise(code(Standing.ALL))));

  /** Which customer a source customer is. */
  private record Person(long source, long customer) {
    /** Of two numbers for each. */
    static Stream<Person> of(long[] told) {
      return IntStream.range(0, told.length / 2)
          .mapToObj(i -> new Person(told[2 * i], told[2 * i + 1]));
    }
  }

  private final Inputs in;
  private final Trace identities;
  private final TracedKeys keys = new TracedKeys();
  private boolean tooMany;

  private Touched(Inputs in) {
    this.in = in;
    // Whoever is named is identified in the same run, so that all there is of a new one is new too;
    // but for those whom this step met before they were, and had to reject.
    this.identities =
        new Trace(
            Identities.TABLE,
            Facts.key(CustomerIdentifiers.CUSTOMER_SOURCE_ID),
            NONE,
            ID,
            code(in.isSettled() ? Standing.ALL : Standing.NOTHING),
            code(Standing.NOTHING));
  }

  private static Column code(Standing standing) {
    return lit(standing.code());
  }

  private static Stream<Table> tables() {
    return Stream.concat(
        Stream.concat(ORDERS.stream(), OTHERS.stream()).map(Trace::table),
        Stream.of(Identities.TABLE));
  }

  /** What a step reads that asks for this. */
  static Set<Read> reads() {
    return tables()
        .flatMap(table -> Stream.of(new Read.All(table), new Read.Changes(table)))
        .collect(toUnmodifiableSet());
  }

  /** Looks up what the changes touch, in a job for each step away from them; empty if unknown. */
  static Optional<Touched> of(Inputs in) {
    if (tables().anyMatch(table -> in.changes(table).isEmpty())) {
      return Optional.empty();
    }
    Touched touched = new Touched(in);
    touched.changed();
    touched.placed();
    touched.identified();
    touched.ordered();
    return Optional.of(touched);
  }

  private void changed() {
    Stream<Trace> traces = Stream.of(ORDERS, OTHERS, List.of(identities)).flatMap(List::stream);
    boolean few = tables().allMatch(table -> in.changes(table).orElseThrow().few());
    follow(few, traces.map(trace -> trace.in(in.changes(trace.table()).orElseThrow())));
  }

  /** From orders, and from what was given back for them, to those whose they are. */
  private void placed() {
    followOrders(TracedKeys.ORDER, keys.orders(), Standing.EVENTS);
  }

  /** From people to all that are the same customer. */
  private void identified() {
    Standings sources = keys.sources();
    Standings customers = keys.customers();
    for (Person person : people(TracedKeys.SOURCE, sources.keys())) {
      customers.add(person.customer(), sources.of(person.source()));
    }
    List<Person> same = people(TracedKeys.CUSTOMER, customers.keys());
    LongIndex seen = new LongIndex();
    for (Person person : same) {
      int before = seen.size();
      if (seen.add(person.customer()) < before) {
        customers.add(person.customer(), Standing.NOTHING);
      }
    }
    for (Person person : same) {
      sources.add(person.source(), customers.of(person.customer()));
    }
  }

  /** From people to all their orders. */
  private void ordered() {
    followOrders(TracedKeys.SOURCE, keys.sources().keys(Touched::isAmended), Standing.ALL);
  }

  private void followOrders(Field by, LongIndex some, Standing standing) {
    if (some.size() > 0 && !tooMany) {
      follow(some.size() <= FEW, ORDERS.stream().map(trace -> among(trace, by, some, standing)));
    }
  }

  /**
   * @param few true where each task can hold the keys of its rows, and the driver those of all
   */
  private void follow(boolean few, Stream<Dataset<Row>> traces) {
    Dataset<Row> rows = traces.reduce(Dataset::union).orElseThrow();
    Dataset<Row> some = few ? rows : rows.distinct().limit(MOST + 1);
    TracedKeys found = new TracedKeys();
    InternalRows.gathered(some, TracedKeys::of).forEach(found::add);
    keys.add(found);
    tooMany |= keys.exceed(MOST) || (!few && found.rows() > MOST);
  }

  private List<Person> people(Field by, LongIndex some) {
    if (some.size() == 0 || tooMany) {
      return List.of();
    }
    Dataset<Row> people =
        among(identities, by, some, Standing.ALL)
            .select(TracedKeys.SOURCE.col(), TracedKeys.CUSTOMER.col())
            .limit(MOST + 1);
    List<Person> found = InternalRows.numbers(people).stream().flatMap(Person::of).toList();
    tooMany |= found.size() > MOST;
    return found;
  }

  /** What is told along with these keys, by the rows of today. */
  private Dataset<Row> among(Trace trace, Field by, LongIndex some, Standing standing) {
    Dataset<Row> rows = trace.in(in.all(trace.table()), code(standing));
    return rows.where(Keys.of(some, rows).has(by.col()));
  }

  private static boolean isAmended(Standing standing) {
    return standing != Standing.ALL;
  }

  boolean isNobody() {
    return !tooMany && keys.sources().size() == 0 && keys.customers().size() == 0;
  }

  /** Keys of all source customers that the touched customers are. */
  Keys sources() {
    return keys(keys.sources().keys());
  }

  /** Keys of those whose events are all to be read. */
  Keys anew() {
    return keys(keys.sources().keys(Standing.NOTHING::equals));
  }

  /** Keys of those of whom all is to be read that is no event. */
  Keys amended() {
    return keys(keys.sources().keys(Touched::isAmended));
  }

  /** Keys of all orders that these placed or were given something back for. */
  Keys orders() {
    return keys(keys.orders());
  }

  /** Keys of the touched customers. */
  Keys customers() {
    return keys(keys.customers().keys());
  }

  /** Ids of these customers, those included of whom nothing may be known any longer. */
  Dataset<Row> ids(Keys some) {
    Table table = Identities.TABLE;
    return in.all(table)
        .select(Identities.CUSTOMER_ID.col())
        .union(in.changes(table).orElseThrow().both().select(Identities.CUSTOMER_ID.col()))
        .where(some.has(ID));
  }

  /** Those of the stored histories of which something stands, with how much. */
  Dataset<Row> standing(Dataset<Row> histories) {
    if (tooMany) {
      return histories.limit(0).withColumn(Standing.FIELD.name(), code(Standing.NOTHING));
    }
    Column whole = keys(keys.customers().keys(Standing.ALL::equals)).has(ID);
    Column events = keys(keys.customers().keys(Standing.EVENTS::equals)).has(ID);
    return histories
        .withColumn(
            Standing.FIELD.name(),
            when(whole, code(Standing.ALL))
                .when(events, code(Standing.EVENTS))
                .otherwise(code(Standing.NOTHING)))
        .where(Standing.FIELD.col().notEqual(code(Standing.NOTHING)));
  }

  /** Those of the stored histories that are not of these customers. */
  static Dataset<Row> others(Dataset<Row> histories, Keys some) {
    return histories.where(not(some.has(ID)));
  }

  private Keys keys(LongIndex some) {
    if (tooMany) {
      return Keys.ALL;
    }
    return some.size() == 0 ? Keys.NONE : Keys.of(some, in.all(Identities.TABLE));
  }
}
