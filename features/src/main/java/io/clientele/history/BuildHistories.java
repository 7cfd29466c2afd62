package io.clientele.history;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Identities;
import io.clientele.silver.Messages;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Refunds;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Builds every customer's history: facts are brought together by source customer, in blocks, added
 * up bucket by bucket, and source customers that are one customer are merged. Where it is known
 * what changed, only histories that this touches are built: events that came are added to what is
 * stored, and the others stay as they are.
 *
 * <p>Sums are whole numbers, so that neither partitioning nor order changes a byte. Activity of a
 * source customer without an identity is rejected rather than lost.
 */
final class BuildHistories implements Stage {
  /** So many customers' keys are held against each other in memory: 64 MB of them. */
  private static final int MOST = 1 << 23;

  private static final List<Field> SAME = List.of(Identities.CUSTOMER_ID, SourceHistories.KNOWN);

  private final ZoneId zone;

  BuildHistories(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String name() {
    return "build-histories";
  }

  @Override
  public Table output() {
    return CustomerHistory.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Stream.concat(Touched.reads().stream(), Stream.of(new Read.Own(output())))
        .collect(toUnmodifiableSet());
  }

  @Override
  public String recipe() {
    return "zone=%s session-gap=%s format=%d sessions=%d facts=%s"
        .formatted(
            zone.getId(),
            Sessions.GAP,
            HistoryCodec.VERSION,
            Sessions.VERSION,
            List.of(Fact.values()));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    return Touched.of(in).map(touched -> kept(in, touched)).orElseGet(() -> anew(in));
  }

  private Dataset<Row> anew(Inputs in) {
    Dataset<Row> facts =
        ordered(in, Keys.ALL, Keys.ALL)
            .union(Facts.events(in.all(Events.TABLE), Keys.ALL))
            .union(people(in, Keys.ALL));
    Dataset<Row> bySource = bySource(facts);
    return asStored(isOneEach(in.all(Identities.TABLE)) ? bySource : merged(bySource))
        .where(CustomerHistory.DAYS.col().isNotNull());
  }

  /**
   * True where every customer is known by one name: then there is nothing to be merged. Of more
   * than fit memory it is not asked.
   */
  private static boolean isOneEach(Dataset<Row> identities) {
    long[] ids =
        InternalRows.numbers(identities.select(Touched.ID).limit(MOST + 1)).stream()
            .flatMapToLong(LongStream::of)
            .sorted()
            .toArray();
    return ids.length <= MOST
        && IntStream.range(1, ids.length).noneMatch(at -> ids[at] == ids[at - 1]);
  }

  private Dataset<Row> kept(Inputs in, Touched touched) {
    if (touched.isNobody()) {
      return in.rows(output(), List.of());
    }
    Keys customers = touched.customers();
    Dataset<Row> own = in.own(output());
    Dataset<Row> facts =
        ordered(in, touched.orders(), touched.amended())
            .union(events(in, touched))
            .union(people(in, touched.sources()));
    return asStored(
            merged(
                bySource(facts)
                    .union(SourceHistories.stored(touched.standing(own)))
                    .union(SourceHistories.unknown(touched.ids(customers)))))
        .withColumn(Write.GONE.name(), CustomerHistory.DAYS.col().isNull())
        .union(
            Touched.others(own, customers)
                .withColumn(Rejects.REASONS.name(), Rejects.reasons(List.of()))
                .withColumn(Write.GONE.name(), lit(false)));
  }

  /** What is told of orders and in messages. */
  private static Dataset<Row> ordered(Inputs in, Keys orders, Keys customers) {
    Dataset<Row> byOrder =
        Facts.byOrder(
            some(in, Orders.TABLE, orders),
            some(in, OrderLines.TABLE, orders),
            some(in, Refunds.TABLE, orders),
            orders);
    return inBuckets(
            byOrder, Scatter.FIELDS, blocks -> new Scatter(customers, new OrderJoin(blocks)))
        .union(Facts.messages(some(in, Messages.TABLE, customers), customers));
  }

  /** Who they are: the only thing that is read of everyone who is touched. */
  private static Dataset<Row> people(Inputs in, Keys customers) {
    return Facts.customers(in.all(Customers.TABLE), customers)
        .union(Facts.identities(in.all(Identities.TABLE), customers));
  }

  /** All events of whom they are to be read of, and of others those that came. */
  private static Dataset<Row> events(Inputs in, Touched touched) {
    Keys anew = touched.anew();
    Dataset<Row> came = in.changes(Events.TABLE).orElseThrow().added();
    return Facts.events(some(in, Events.TABLE, anew), anew)
        .union(Facts.events(came, key -> !anew.has(key)));
  }

  /** Nothing is read where nobody is asked about. */
  private static Dataset<Row> some(Inputs in, Table table, Keys keys) {
    return keys == Keys.NONE ? in.rows(table, List.of()) : in.all(table);
  }

  private Dataset<Row> bySource(Dataset<Row> facts) {
    ZoneId here = zone;
    return inBuckets(facts, SourceHistories.FIELDS, blocks -> SourceHistories.of(blocks, here));
  }

  /** Blocks of one bucket reach the kernel one after the other. */
  private static Dataset<Row> inBuckets(
      Dataset<Row> blocks, List<Field> fields, MapPartitionsFunction<Row, Row> kernel) {
    Column bucket = Scatter.BUCKET.col();
    return blocks
        .repartition(bucket)
        .sortWithinPartitions(bucket)
        .mapPartitions(kernel, Encoders.row(InternalRows.schema(fields)));
  }

  /** Histories of one customer reach the kernel one after the other. */
  private Dataset<Row> merged(Dataset<Row> bySource) {
    Column[] same = SAME.stream().map(Field::col).toArray(Column[]::new);
    ZoneId here = zone;
    MapPartitionsFunction<Row, Row> merge =
        rows -> {
          LocalDays days = new LocalDays(here);
          return new GroupedRows(rows, SAME.size(), () -> new SameCustomer(days));
        };
    return bySource
        .repartition(same)
        .sortWithinPartitions(same)
        .mapPartitions(merge, Encoders.row(InternalRows.schema(SourceHistories.FIELDS)));
  }

  private static Dataset<Row> asStored(Dataset<Row> histories) {
    return histories.select(
        Identities.CUSTOMER_ID.col(),
        CustomerHistory.REGISTERED_ON.from(registeredOn()),
        CustomerHistory.DAYS.col(),
        CustomerHistory.SESSIONS.col(),
        Rejects.reasons(
            List.of(
                Rejects.reason(
                    not(SourceHistories.KNOWN.col()),
                    "UNKNOWN_CUSTOMER",
                    Identities.CUSTOMER_ID,
                    Identities.CUSTOMER_ID.col()))));
  }

  private static Column registeredOn() {
    Column day = SourceHistories.REGISTERED_DAY.col();
    return when(day.notEqual(History.NEVER), date_from_unix_date(day));
  }
}
