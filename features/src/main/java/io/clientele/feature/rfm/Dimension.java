package io.clientele.feature.rfm;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.feature.CustomerFeatures;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/**
 * What customers are scored by, each as a worth of which more is better.
 *
 * @param scores how many there are, 1 the worst
 * @param fixed the least worth of each score from 2 up; empty where ranks decide
 */
record Dimension(String name, Field score, Column worth, int scores, List<BigDecimal> fixed) {
  Dimension {
    worth = worth.cast(Types.AMOUNT);
  }

  static List<Dimension> of(Scoring scoring) {
    // Fewer days are better, so the most days that a score allows are its least worth.
    List<BigDecimal> daysAgo =
        scoring.recencyCuts().stream().map(BigDecimal::negate).sorted().toList();
    return List.of(
        of(
            "recency",
            Rfm.RECENCY_SCORE,
            CustomerFeatures.RECENCY_DAYS.col().multiply(-1),
            scoring.quantiles(),
            daysAgo),
        of(
            "frequency",
            Rfm.FREQUENCY_SCORE,
            CustomerFeatures.ORDERS.col(),
            scoring.quantiles(),
            scoring.frequencyCuts()),
        of(
            "monetary",
            Rfm.MONETARY_SCORE,
            CustomerFeatures.NET_SPEND.col(),
            scoring.quantiles(),
            scoring.monetaryCuts()));
  }

  private static Dimension of(
      String name, Field score, Column worth, int quantiles, List<BigDecimal> fixed) {
    return new Dimension(name, score, worth, fixed.isEmpty() ? quantiles : fixed.size() + 1, fixed);
  }

  boolean isRanked() {
    return fixed.isEmpty();
  }

  /** The least worth of this score or a better one, by ranks; null where nobody scores so high. */
  Field threshold(int from) {
    return Field.optional(
        name + "_from_" + from, Types.AMOUNT, "Least worth of score " + from + " or better.");
  }

  /** One more than the thresholds that the customer's worth reaches. */
  Column scored() {
    return IntStream.rangeClosed(2, scores)
        .mapToObj(from -> when(worth.geq(least(from)), 1).otherwise(0))
        .reduce(lit(1), Column::plus);
  }

  private Column least(int from) {
    return isRanked() ? threshold(from).col() : lit(fixed.get(from - 2));
  }

  /** The score as {@link RfmGroup#onFive} tells it, for a column. */
  Column onFive() {
    Column[] five =
        IntStream.rangeClosed(1, scores)
            .mapToObj(each -> lit(RfmGroup.onFive(each, scores)))
            .toArray(Column[]::new);
    return element_at(array(five), score.col());
  }
}
