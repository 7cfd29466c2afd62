package io.clientele.step;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.LambdaStage;
import io.clientele.testkit.MemoryLake;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class PipelineSparkTest {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Table RAW =
      new Table(Layer.BRONZE, "raw", List.of(ID), List.of(), new Write.Append());
  private static final Table CLEAN =
      new Table(Layer.SILVER, "clean", List.of(ID), List.of(ID), new Write.Upsert());

  private static void dryBuild(
      SparkSession spark, Set<Read> reads, Function<Inputs, Dataset<Row>> building) {
    Step extract = new LambdaStage("extract", RAW, Set.of(), in -> in.rows(RAW, List.of()));
    Step clean = new LambdaStage("clean", CLEAN, reads, building);
    Pipeline.of(List.of(clean, extract))
        .dryBuild(List.of(clean), new MemoryLake(spark), Runs.number(1));
  }

  @Test
  void shouldBuildNoStageThatIsNotAskedFor(SparkSession spark) {
    Step extract =
        new LambdaStage(
            "extract",
            RAW,
            Set.of(),
            in -> {
              throw new AssertionError("built");
            });
    Step clean = new LambdaStage("clean", CLEAN, Set.of(new Read.All(RAW)), in -> in.all(RAW));

    Pipeline.of(List.of(clean, extract))
        .dryBuild(List.of(clean), new MemoryLake(spark), Runs.number(1));
  }

  @Test
  void shouldBuildEveryStageWithAndWithoutKnownChanges(SparkSession spark) {
    List<Boolean> known = new ArrayList<>();
    dryBuild(
        spark,
        Set.of(new Read.All(RAW), new Read.Changes(RAW), new Read.One(RAW, ID)),
        in -> {
          known.add(in.changes(RAW).isPresent());
          assertThat(in.one(RAW)).isEmpty();
          return in.all(RAW);
        });

    assertThat(known).containsExactly(true, false);
  }

  @Test
  void shouldRefuseRowsOfAnotherTypeByBothTypes(SparkSession spark) {
    assertThatThrownBy(
            () ->
                dryBuild(
                    spark,
                    Set.of(new Read.All(RAW)),
                    in -> in.all(RAW).withColumn(ID.name(), lit(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Invalid step clean: Cannot produce silver.clean: id: expected string, found int");
  }

  @Test
  void shouldRefuseAMissingColumn(SparkSession spark) {
    assertThatThrownBy(
            () -> dryBuild(spark, Set.of(new Read.All(RAW)), in -> in.all(RAW).drop(ID.name())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("silver.clean: id: expected string, found no such column");
  }

  @Test
  void shouldRefuseUndeclaredReadsByName(SparkSession spark) {
    Set<Read> all = Set.of(new Read.All(RAW));
    assertUndeclared(
        spark, all, in -> in.changes(RAW).orElseThrow().both(), "changes of bronze.raw");
    assertUndeclared(spark, all, in -> in.own(CLEAN), "its own output of silver.clean");
    assertUndeclared(spark, all, in -> in.all(CLEAN), "every row of silver.clean");
    assertUndeclared(
        spark, Set.of(new Read.Changes(RAW)), in -> in.all(RAW), "every row of bronze.raw");
  }

  private static void assertUndeclared(
      SparkSession spark, Set<Read> reads, Function<Inputs, Dataset<Row>> building, String what) {
    assertThatThrownBy(() -> dryBuild(spark, reads, building))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Invalid step clean: Cannot read %s in step clean: it declared ", what)
        .hasMessageContaining(reads.iterator().next().toString());
  }
}
