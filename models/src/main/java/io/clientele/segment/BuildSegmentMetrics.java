package io.clientele.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts customers, orders, units and spend of each segment of the run's date. */
final class BuildSegmentMetrics implements Stage {
  private static final String MEMBER = "member";
  private static final String CUSTOMER = "customer";

  private final Population population;

  BuildSegmentMetrics(Population population) {
    this.population = population;
  }

  @Override
  public String name() {
    return "build-segment-metrics";
  }

  @Override
  public Table output() {
    return SegmentMetrics.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Set.of(population.read(), new Read.All(Memberships.TABLE));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> members =
        in.all(Memberships.TABLE).where(AsOf.FIELD.col().equalTo(lit(run.asOf())));
    return members
        .as(MEMBER)
        .join(
            population.of(in, run).as(CUSTOMER),
            Identities.CUSTOMER_ID.of(MEMBER).equalTo(Identities.CUSTOMER_ID.of(CUSTOMER)))
        .groupBy(
            AsOf.FIELD.of(MEMBER),
            Memberships.SEGMENTATION.of(MEMBER),
            Memberships.SEGMENT.of(MEMBER))
        .agg(
            SegmentMetrics.CUSTOMERS.from(count(lit(1))),
            total(population.orders(), SegmentMetrics.ORDERS),
            total(population.units(), SegmentMetrics.UNITS),
            total(population.spend(), SegmentMetrics.SPEND));
  }

  private static Column total(Field of, Field as) {
    return as.from(coalesce(sum(of.of(CUSTOMER)), lit(0)));
  }
}
