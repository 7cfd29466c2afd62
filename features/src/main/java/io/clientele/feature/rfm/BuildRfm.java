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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores every customer of the as-of date who has an order, by ranks or by fixed cut points. */
record BuildRfm(Scoring scoring) implements Stage {
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
  public String recipe() {
    return scoring.toString();
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> customers =
        in.all(CustomerFeatures.TABLE).where(AsOf.FIELD.col().equalTo(lit(run.asOf())));
    Column hasOrder = CustomerFeatures.ORDERS.col().gt(0);
    List<Dimension> dimensions = Dimension.of(scoring);
    List<Dimension> ranked = dimensions.stream().filter(Dimension::isRanked).toList();
    Dataset<Row> known =
        ranked.isEmpty()
            ? customers
            : customers.crossJoin(broadcast(Thresholds.of(customers.where(hasOrder), ranked)));
    return known
        .select(
            Stream.concat(
                    Stream.of(AsOf.FIELD.col(), Identities.CUSTOMER_ID.col()),
                    dimensions.stream().map(dimension -> score(dimension, hasOrder)))
                .toArray(Column[]::new))
        .withColumn(Rfm.SEGMENT.name(), segment(dimensions));
  }

  private static Column score(Dimension dimension, Column hasOrder) {
    Field score = dimension.score();
    return score.from(when(hasOrder, dimension.scored()));
  }

  /**
   * The same as {@link RfmGroup#of}, for a column.
   *
   * @param dimensions recency, frequency and monetary
   */
  static Column segment(List<Dimension> dimensions) {
    Column labels =
        array(RfmGroup.CELLS.stream().map(group -> lit(group.label())).toArray(Column[]::new));
    Column recency = dimensions.get(0).onFive();
    Column engagement =
        shiftright(dimensions.get(1).onFive().plus(dimensions.get(2).onFive()).plus(1), 1);
    Column cell = recency.minus(1).multiply(RfmGroup.SCORES).plus(engagement);
    return when(Rfm.RECENCY_SCORE.col().isNull(), RfmGroup.PROSPECTS.label())
        .otherwise(element_at(labels, cell));
  }
}
