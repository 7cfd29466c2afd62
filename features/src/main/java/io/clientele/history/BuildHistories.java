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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Builds every customer's history: facts are brought together by source customer, in blocks, added
 * up bucket by bucket, and source customers that are one customer are merged. Where it is known
 * what changed, only histories that this touches are built, and the others stay as they are.
 *
 * <p>Sums are whole numbers, so that neither partitioning nor order changes a byte. Activity of a
 * source customer without an identity is rejected rather than lost.
 */
final class BuildHistories implements Stage {
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
    return "zone=%s session-gap=%s format=%d facts=%s"
        .formatted(
            zone.getId(), SourceCustomer.SESSION_GAP, HistoryCodec.VERSION, List.of(Fact.values()));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Optional<Touched> found = Touched.of(in);
    if (found.isEmpty()) {
      return merged(bySource(in, Keys.ALL, Keys.ALL));
    }
    Touched touched = found.get();
    if (touched.isNobody()) {
      return in.rows(output(), List.of());
    }
    Keys customers = touched.customers();
    return merged(
            bySource(in, touched.sources(), touched.orders())
                .union(SourceHistories.unknown(touched.ids(customers))))
        .withColumn(Write.GONE.name(), CustomerHistory.DAYS.col().isNull())
        .union(
            Touched.others(in.own(output()), customers)
                .withColumn(Rejects.REASONS.name(), Rejects.reasons(List.of()))
                .withColumn(Write.GONE.name(), lit(false)));
  }

  private Dataset<Row> bySource(Inputs in, Keys sources, Keys orders) {
    Dataset<Row> byOrder =
        Facts.byOrder(
            in.all(Orders.TABLE), in.all(OrderLines.TABLE), in.all(Refunds.TABLE), orders);
    Dataset<Row> facts =
        inBuckets(byOrder, Scatter.FIELDS, blocks -> new Scatter(sources, new OrderJoin(blocks)))
            .union(Facts.events(in.all(Events.TABLE), sources))
            .union(Facts.messages(in.all(Messages.TABLE), sources))
            .union(Facts.customers(in.all(Customers.TABLE), sources))
            .union(Facts.identities(in.all(Identities.TABLE), sources));
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
  private static Dataset<Row> merged(Dataset<Row> bySource) {
    Column[] same = SAME.stream().map(Field::col).toArray(Column[]::new);
    MapPartitionsFunction<Row, Row> merge =
        rows -> new GroupedRows(rows, SAME.size(), SameCustomer::new);
    return bySource
        .repartition(same)
        .sortWithinPartitions(same)
        .mapPartitions(merge, Encoders.row(InternalRows.schema(SourceHistories.FIELDS)))
        .select(
            Identities.CUSTOMER_ID.col(),
            CustomerHistory.REGISTERED_ON.from(registeredOn()),
            CustomerHistory.DAYS.col(),
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
