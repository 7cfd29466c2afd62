package io.clientele.history;

import static org.apache.spark.sql.functions.lit;

import io.clientele.silver.Identities;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The histories of all source customers of one bucket. */
final class SourceHistories {
  static final Field KNOWN =
      Field.required("known", Types.FLAG, "False where no identity is known for the customer.");
  static final Field REGISTERED_DAY =
      Field.required("registered_day", Types.SMALL, "Epoch day of registration, or never.");

  static final Field DAYS =
      Field.optional(
          CustomerHistory.DAYS.name(),
          CustomerHistory.DAYS.type(),
          "What happened, as it is stored; null where nothing is known.");

  static final Field SESSIONS = CustomerHistory.SESSIONS;

  /** The columns of the rows, with {@link SameCustomer} the same. */
  static final List<Field> FIELDS =
      List.of(Identities.CUSTOMER_ID, KNOWN, REGISTERED_DAY, DAYS, SESSIONS, Standing.FIELD);

  private static final List<Fact> KINDS =
      List.of(
          Fact.IDENTITY,
          Fact.CUSTOMER,
          Fact.SALE,
          Fact.CATEGORY,
          Fact.RETURN,
          Fact.EVENT,
          Fact.MESSAGE);

  private final LocalDays days;
  private final Bucket bucket;
  private final LongIndex customers = new LongIndex();
  private final Map<Fact, Grouping> groups = new EnumMap<>(Fact.class);
  private final MeasureNumbers measures = new MeasureNumbers();
  private final int[] kinds;
  private final int[] categories;
  private final int[] channels;

  private SourceHistories(Bucket bucket, LocalDays days) {
    this.bucket = bucket;
    this.days = days;
    KINDS.forEach(fact -> groups.put(fact, Grouping.of(bucket.of(fact), customers)));
    this.kinds = numbers(Fact.EVENT, Measure::events);
    this.categories = numbers(Fact.CATEGORY, Measure::category);
    this.channels = numbers(Fact.SALE, Measure::channel);
  }

  /**
   * @param blocks facts of customers, sorted by bucket
   */
  static Iterator<Row> of(Iterator<Row> blocks, ZoneId zone) {
    LocalDays days = new LocalDays(zone);
    Iterable<Bucket> buckets = () -> new Buckets(blocks);
    return StreamSupport.stream(buckets.spliterator(), false)
        .flatMap(bucket -> new SourceHistories(bucket, days).rows())
        .iterator();
  }

  /** The numbers of the measures that names' codes in the bucket stand for; 0 is no name. */
  private int[] numbers(Fact fact, Function<String, Measure> measure) {
    Names names = bucket.of(fact).names();
    return IntStream.rangeClosed(0, names.size())
        .map(code -> code == 0 ? -1 : measures.of(measure.apply(names.name(code).toString())))
        .toArray();
  }

  /** A row for each customer, as of one of whom nothing is known. */
  static Dataset<Row> unknown(Dataset<Row> customers) {
    Column nothing = Standing.FIELD.from(lit(Standing.NOTHING.code()));
    return rows(customers, DAYS.absent(), SESSIONS.absent(), nothing);
  }

  /** A row for each stored history of which something stands. */
  static Dataset<Row> stored(Dataset<Row> histories) {
    return rows(histories, DAYS.col(), SESSIONS.col(), Standing.FIELD.col());
  }

  /** Who they are is known, and when they registered is not said. */
  private static Dataset<Row> rows(
      Dataset<Row> customers, Column days, Column sessions, Column standing) {
    return customers.select(
        Identities.CUSTOMER_ID.col(),
        KNOWN.from(lit(true)),
        REGISTERED_DAY.from(lit(History.NEVER)),
        days,
        sessions,
        standing);
  }

  private Stream<Row> rows() {
    return IntStream.range(0, customers.size()).mapToObj(this::row).flatMap(Optional::stream);
  }

  /** Nothing for a test customer; of somebody who did nothing that counts, only who it is. */
  private Optional<Row> row(int customer) {
    Optional<String> id = customerId(customer);
    SourceCustomer built = built(customer);
    History history = built.built();
    if (built.isTest() || (id.isEmpty() && history.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        RowFactory.create(
            id.orElse("key " + customers.key(customer)),
            id.isPresent(),
            history.registered(),
            days(history),
            built.sessions().encode(),
            Standing.NOTHING.code()));
  }

  /** As {@link #DAYS} holds them. */
  static byte[] days(History history) {
    return history.isEmpty() ? null : HistoryCodec.encode(history);
  }

  private Optional<String> customerId(int customer) {
    Grouping identities = groups.get(Fact.IDENTITY);
    int found = identities.end(customer) - identities.begin(customer);
    if (found > 1) {
      throw new IllegalStateException("Cannot build histories: two customers have one key");
    }
    return found == 0
        ? Optional.empty()
        : Optional.of(
            bucket
                .of(Fact.IDENTITY)
                .name(identities.record(identities.begin(customer)))
                .toString());
  }

  private SourceCustomer built(int customer) {
    SourceCustomer built = new SourceCustomer(days, measures);
    Records registrations = bucket.of(Fact.CUSTOMER);
    each(
        Fact.CUSTOMER,
        customer,
        at -> built.register(registrations.number(1, at), registrations.number(2, at) != 0));
    sell(customer, built);
    Records returns = bucket.of(Fact.RETURN);
    each(Fact.RETURN, customer, at -> built.giveBack(returns.number(1, at), returns.number(2, at)));
    Records events = bucket.of(Fact.EVENT);
    each(
        Fact.EVENT,
        customer,
        at -> built.addEvent(events.number(2, at), events.number(1, at), kinds[events.code(at)]));
    Records messages = bucket.of(Fact.MESSAGE);
    each(
        Fact.MESSAGE,
        customer,
        at ->
            built.addMessage(
                messages.number(1, at), messages.number(2, at), messages.number(3, at)));
    return built;
  }

  private void sell(int customer, SourceCustomer built) {
    Records sales = bucket.of(Fact.SALE);
    each(
        Fact.SALE,
        customer,
        at -> {
          long time = sales.number(1, at);
          built.sell(time, sales.number(2, at), sales.number(3, at), sales.number(4, at));
          if (sales.code(at) != 0) {
            built.add(time, channels[sales.code(at)], 1);
          }
        });
    Records lines = bucket.of(Fact.CATEGORY);
    each(
        Fact.CATEGORY,
        customer,
        at -> built.add(lines.number(1, at), categories[lines.code(at)], lines.number(2, at)));
  }

  /** Hands on the place of each of the customer's records. */
  private void each(Fact fact, int customer, IntConsumer to) {
    Grouping group = groups.get(fact);
    int end = group.end(customer);
    for (int at = group.begin(customer); at < end; at++) {
      to.accept(group.record(at));
    }
  }
}
