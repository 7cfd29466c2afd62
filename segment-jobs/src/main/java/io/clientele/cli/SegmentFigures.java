package io.clientele.cli;

import static org.apache.spark.sql.functions.lit;

import io.clientele.job.RunRequest;
import io.clientele.segment.Memberships;
import io.clientele.segment.SegmentMetrics;
import io.clientele.step.AsOf;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A segment and what it comes to, as people and scripts are told. */
record SegmentFigures(
    String segmentation,
    String segment,
    long customers,
    long orders,
    BigDecimal units,
    BigDecimal spend,
    LocalDate asOf,
    String runId) {
  private static final Comparator<SegmentFigures> ORDER =
      Comparator.comparing(SegmentFigures::segmentation)
          .thenComparing(SegmentFigures::spend, Comparator.reverseOrder())
          .thenComparing(SegmentFigures::segment);

  /** The segments of a run's date, as the run sees them. */
  static List<SegmentFigures> of(Lake lake, Execution execution, RunRequest request) {
    return at(
        lake.read(SegmentMetrics.TABLE, execution.version(SegmentMetrics.TABLE)),
        request.asOf(),
        request.id());
  }

  static List<SegmentFigures> at(Dataset<Row> metrics, LocalDate asOf, String runId) {
    return metrics
        .filter(AsOf.FIELD.col().equalTo(lit(asOf)))
        // A row for each segment of one date.
        .collectAsList()
        .stream()
        .map(row -> of(row, runId))
        .sorted(ORDER)
        .toList();
  }

  private static SegmentFigures of(Row row, String runId) {
    return new SegmentFigures(
        row.getAs(Memberships.SEGMENTATION.name()),
        row.getAs(Memberships.SEGMENT.name()),
        row.getAs(SegmentMetrics.CUSTOMERS.name()),
        row.getAs(SegmentMetrics.ORDERS.name()),
        row.getAs(SegmentMetrics.UNITS.name()),
        row.getAs(SegmentMetrics.SPEND.name()),
        row.getAs(AsOf.FIELD.name()),
        runId);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(Memberships.SEGMENTATION.name(), segmentation);
    json.put(Memberships.SEGMENT.name(), segment);
    json.put(SegmentMetrics.CUSTOMERS.name(), customers);
    json.put(SegmentMetrics.ORDERS.name(), orders);
    json.put(SegmentMetrics.UNITS.name(), units);
    json.put(SegmentMetrics.SPEND.name(), spend);
    json.put(AsOf.FIELD.name(), asOf.toString());
    json.put("run_id", runId);
    return json;
  }

  static String table(List<SegmentFigures> segments) {
    TextTable table =
        new TextTable(
            List.of("segmentation", "segment", "customers", "orders", "units", "spend"),
            Set.of("customers", "orders", "units", "spend"));
    segments.forEach(
        figures ->
            table.add(
                List.of(
                    figures.segmentation,
                    figures.segment,
                    Numbers.count(figures.customers),
                    Numbers.count(figures.orders),
                    Numbers.quantity(figures.units),
                    Numbers.amount(figures.spend))));
    return table.toString();
  }
}
