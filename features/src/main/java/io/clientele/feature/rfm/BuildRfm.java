package io.clientele.feature.rfm;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;

import io.clientele.feature.CustomerFeatures;
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

/** Scores every customer of the as-of date against all others who have an order. */
final class BuildRfm implements Stage {
  @Override
  public String name() {
    return "build-rfm";
  }

  @Override
  public Table output() {
    return Rfm.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Set.of(new Read.All(CustomerFeatures.TABLE));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> customers =
        in.all(CustomerFeatures.TABLE).where(AsOf.FIELD.col().equalTo(lit(run.asOf())));
    Column hasOrder = CustomerFeatures.ORDERS.col().gt(0);
    Dataset<Row> thresholds = Thresholds.of(customers.where(hasOrder));
    return customers
        .crossJoin(broadcast(thresholds))
        .select(
            AsOf.FIELD.col(),
            Identities.CUSTOMER_ID.col(),
            score(Dimension.RECENCY, hasOrder),
            score(Dimension.FREQUENCY, hasOrder),
            score(Dimension.MONETARY, hasOrder))
        .withColumn(Rfm.SEGMENT.name(), segment());
  }

  private static Column score(Dimension dimension, Column hasOrder) {
    Field score = dimension.score();
    return score.from(when(hasOrder, dimension.scored()));
  }

  /** The same as {@link RfmGroup#of}, for a column. */
  static Column segment() {
    Column labels =
        array(RfmGroup.CELLS.stream().map(group -> lit(group.label())).toArray(Column[]::new));
    Column engagement =
        shiftright(Rfm.FREQUENCY_SCORE.col().plus(Rfm.MONETARY_SCORE.col()).plus(1), 1);
    Column cell = Rfm.RECENCY_SCORE.col().minus(1).multiply(RfmGroup.SCORES).plus(engagement);
    return when(Rfm.RECENCY_SCORE.col().isNull(), RfmGroup.PROSPECTS.label())
        .otherwise(element_at(labels, cell));
  }
}
