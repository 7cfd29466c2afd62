package io.clientele.history;

import static org.apache.spark.sql.functions.date_from_unix_date;
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
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Builds every customer's history: facts are brought together by source customer, added up in one
 * pass over each sorted partition, and source customers that are one customer are merged.
 *
 * <p>Sums are whole numbers, so that neither partitioning nor order changes a byte. Activity of a
 * source customer without an identity is rejected rather than lost.
 */
final class BuildHistories implements Stage {
  private static final List<Field> SAME = List.of(Identities.CUSTOMER_ID, SourceCustomer.KNOWN);

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
    return Stream.of(
            Orders.TABLE,
            OrderLines.TABLE,
            Refunds.TABLE,
            Events.TABLE,
            Messages.TABLE,
            Customers.TABLE,
            Identities.TABLE)
        .map(Read.All::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String recipe() {
    return "zone=%s session-gap=%s format=%d facts=%s"
        .formatted(
            zone.getId(),
            SourceCustomer.SESSION_GAP,
            HistoryCodec.VERSION,
            List.of(Facts.Kind.values()));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> bySource = grouped(Facts.of(in), Facts.KEY, Facts.ORDER, addUp(zone));
    return grouped(bySource, SAME, SAME, merge())
        .select(
            Identities.CUSTOMER_ID.col(),
            CustomerHistory.REGISTERED_ON.from(registeredOn()),
            CustomerHistory.DAYS.col(),
            Rejects.reasons(
                List.of(
                    Rejects.reason(
                        not(SourceCustomer.KNOWN.col()),
                        "UNKNOWN_CUSTOMER",
                        Identities.CUSTOMER_ID,
                        Identities.CUSTOMER_ID.col()))));
  }

  private static MapPartitionsFunction<Row, Row> addUp(ZoneId zone) {
    return facts -> {
      var shared = new SourceCustomer.Shared(new LocalDays(zone));
      return new GroupedRows(facts, Facts.KEY.size(), () -> new SourceCustomer(shared));
    };
  }

  private static MapPartitionsFunction<Row, Row> merge() {
    return rows -> new GroupedRows(rows, SAME.size(), SameCustomer::new);
  }

  /** Rows that are one in {@code by} reach the kernel one after the other, in the given order. */
  private static Dataset<Row> grouped(
      Dataset<Row> rows,
      List<Field> by,
      List<Field> order,
      MapPartitionsFunction<Row, Row> kernel) {
    return rows.repartition(columns(by))
        .sortWithinPartitions(columns(order))
        .mapPartitions(kernel, Encoders.row(schema()));
  }

  private static Column[] columns(List<Field> fields) {
    return fields.stream().map(Field::col).toArray(Column[]::new);
  }

  private static Column registeredOn() {
    Column day = SourceCustomer.REGISTERED_DAY.col();
    return when(day.notEqual(History.NEVER), date_from_unix_date(day));
  }

  /** Of the kernel's rows, whose order is that of {@link SourceCustomer#FIELDS}. */
  private static StructType schema() {
    return DataTypes.createStructType(
        SourceCustomer.FIELDS.stream()
            .map(f -> DataTypes.createStructField(f.name(), f.type(), f.nullable()))
            .toList());
  }
}
