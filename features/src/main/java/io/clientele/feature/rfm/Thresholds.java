package io.clientele.feature.rfm;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The worth at which each score begins, in one row: by exact ranks, in whole numbers, so that ties
 * share a score and no partitioning matters.
 *
 * <p>Customers are counted by distinct worth first; ranks are running sums over those counts, one
 * task for each dimension. Of money there may be as many distinct values as customers: that task
 * sorts them all, and spills where they don't fit.
 */
final class Thresholds {
  private static final Field DIMENSION = Field.required("dimension", Types.TEXT, "What is scored.");
  private static final Field WORTH = Field.required("worth", Types.AMOUNT, "More is better.");
  private static final Field CUSTOMERS =
      Field.required("customers", Types.COUNT, "Customers of this worth.");
  private static final Field SCORES =
      Field.required("scores", Types.COUNT, "How many scores there are.");
  private static final Field SCORE = Field.required("score", Types.COUNT, "Score of this worth.");

  private Thresholds() {}

  /**
   * Always one row; its columns are null where there are no customers.
   *
   * @param ranked at least one
   */
  static Dataset<Row> of(Dataset<Row> customersWithOrders, List<Dimension> ranked) {
    Dataset<Row> counts =
        customersWithOrders
            .select(inline(array(ranked.stream().map(Thresholds::told).toArray(Column[]::new))))
            .groupBy(DIMENSION.col(), WORTH.col(), SCORES.col())
            .agg(count(lit(1)).as(CUSTOMERS.name()));
    WindowSpec all = Window.partitionBy(DIMENSION.col());
    WindowSpec before = all.orderBy(WORTH.col()).rowsBetween(Window.unboundedPreceding(), -1);
    Column worse = coalesce(sum(CUSTOMERS.col()).over(before), lit(0));
    Column score =
        call_function("div", worse.multiply(SCORES.col()), sum(CUSTOMERS.col()).over(all)).plus(1);

    List<Column> thresholds =
        ranked.stream()
            .flatMap(
                dimension ->
                    IntStream.rangeClosed(2, dimension.scores())
                        .mapToObj(from -> threshold(dimension, from)))
            .toList();
    return counts
        .withColumn(SCORE.name(), score)
        .agg(thresholds.get(0), thresholds.stream().skip(1).toArray(Column[]::new));
  }

  private static Column threshold(Dimension dimension, int from) {
    Column reached = DIMENSION.col().equalTo(dimension.name()).and(SCORE.col().geq(from));
    return dimension.threshold(from).from(min(when(reached, WORTH.col())));
  }

  private static Column told(Dimension dimension) {
    return struct(
        DIMENSION.from(lit(dimension.name())),
        WORTH.from(dimension.worth()),
        SCORES.from(lit(dimension.scores())));
  }
}
