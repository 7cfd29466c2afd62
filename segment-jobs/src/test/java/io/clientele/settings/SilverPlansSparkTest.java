package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.Quality;
import io.clientele.silver.Rejected;
import io.clientele.silver.Silver;
import io.clientele.source.files.Files;
import io.clientele.step.Changes;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Step;
import io.clientele.table.Table;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** How much Spark has to plan: with small files, that is what a run takes its time for. */
@ExtendWith(SparkExtension.class)
class SilverPlansSparkTest {
  @TempDir private Path temp;

  @Test
  void shouldPlanFewExpressionsHoweverRecordsCome(SparkSession spark) {
    Map<String, Long> whole = new TreeMap<>();
    Map<String, Long> corrected = new TreeMap<>();
    for (Step step : demo()) {
      whole.put(step.name(), expressions(step, inputs(spark, step)));
      corrected.put(step.name(), expressions(step, changed(spark, step)));
    }

    // Half as many again as when this was written; with a filter inlined it is several times that.
    assertThat(whole).hasSize(10).allSatisfy((step, count) -> assertThat(count).isLessThan(1_400));
    assertThat(corrected).allSatisfy((step, count) -> assertThat(count).isLessThan(7_500));
  }

  private List<Step> demo() {
    Settings settings = Conf.in(temp).read("demo");
    return Silver.steps(
        Files.feeds(settings.files().streams()),
        settings.zone(),
        settings.rates(),
        Quality.ANY,
        Rejected.RETRIED);
  }

  private static GivenInputs inputs(SparkSession spark, Step step) {
    GivenInputs inputs = new GivenInputs(spark);
    step.reads().forEach(read -> inputs.with(read.table(), unknown(spark, read.table())));
    return inputs;
  }

  private static Inputs changed(SparkSession spark, Step step) {
    GivenInputs inputs = inputs(spark, step);
    for (Read read : step.reads()) {
      if (read instanceof Read.Changes) {
        Dataset<Row> rows = unknown(spark, read.table());
        inputs.withChanges(read.table(), new Changes(rows, Optional.of(rows), true));
      }
    }
    return inputs;
  }

  /** Rows of which Spark does not know that there are none. */
  private static Dataset<Row> unknown(SparkSession spark, Table table) {
    return spark.createDataFrame(
        spark.createDataFrame(List.of(), table.schema()).toJavaRDD(), table.schema());
  }

  private static long expressions(Step step, Inputs inputs) {
    Dataset<Row> rows = step.build(inputs, Runs.number(2));
    return count(rows.queryExecution().optimizedPlan());
  }

  private static long count(LogicalPlan plan) {
    long here =
        CollectionConverters.asJava(plan.expressions()).stream()
            .mapToLong(SilverPlansSparkTest::nodes)
            .sum();
    return here
        + CollectionConverters.asJava(plan.children()).stream()
            .mapToLong(SilverPlansSparkTest::count)
            .sum();
  }

  private static long nodes(TreeNode<?> expression) {
    return 1
        + CollectionConverters.asJava(expression.children()).stream()
            .mapToLong(child -> nodes((TreeNode<?>) child))
            .sum();
  }
}
