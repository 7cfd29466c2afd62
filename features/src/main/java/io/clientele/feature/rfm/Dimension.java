package io.clientele.feature.rfm;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.feature.CustomerFeatures;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/** What customers are scored by, each as a worth of which more is better. */
record Dimension(String name, Field score, Column worth) {
  static final Dimension RECENCY =
      new Dimension("recency", Rfm.RECENCY_SCORE, CustomerFeatures.RECENCY_DAYS.col().multiply(-1));
  static final Dimension FREQUENCY =
      new Dimension("frequency", Rfm.FREQUENCY_SCORE, CustomerFeatures.ORDERS.col());
  static final Dimension MONETARY =
      new Dimension("monetary", Rfm.MONETARY_SCORE, CustomerFeatures.NET_SPEND.col());
  static final List<Dimension> ALL = List.of(RECENCY, FREQUENCY, MONETARY);

  Dimension {
    worth = worth.cast(Types.TOTAL);
  }

  /** The least worth of this score or a better one; null where nobody scores so high. */
  Field threshold(int from) {
    return Field.optional(
        name + "_from_" + from, Types.TOTAL, "Least worth of score " + from + " or better.");
  }

  /** One more than the thresholds that the customer's worth reaches. */
  Column scored() {
    return IntStream.rangeClosed(2, RfmGroup.SCORES)
        .mapToObj(from -> when(worth.geq(threshold(from).col()), 1).otherwise(0))
        .reduce(lit(1), Column::plus);
  }
}
