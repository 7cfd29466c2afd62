package io.clientele.lake;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.step.Basis;
import io.clientele.step.Lake;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.LambdaStage;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class TableStateSparkTest {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Field SIZE = Field.optional("size", Types.COUNT, "How large it is.");
  private static final Table THINGS =
      new Table(Layer.SILVER, "things", List.of(ID, SIZE), List.of(ID), new Write.Upsert());
  private static final Step STEP = LambdaStage.writing("collect", THINGS);

  @TempDir private Path root;

  private String path() {
    return root.resolve("shop").resolve(THINGS.layer().folder()).resolve("things").toString();
  }

  private void write(SparkSession spark, int run, boolean whole, String id, long size) {
    Lake lake = Lakes.open(spark, root.toString(), "shop");
    Dataset<Row> rows = Rows.of(THINGS).row().with(ID, id).with(SIZE, size).in(spark);
    lake.write(STEP, rows, Runs.number(run), new Basis("v1", whole, Map.of()));
  }

  /** Delta's note of the files against what it finds in its log. */
  private void assertNoted(SparkSession spark, String... ids) {
    TableState state = TableState.of(spark, path());
    Dataset<Row> noted = state.rows().orElseThrow();
    Dataset<Row> found = spark.read().format("delta").load(path());

    assertThat(noted.inputFiles()).containsExactlyInAnyOrder(found.inputFiles());
    assertThat(noted.schema()).isEqualTo(found.schema());
    assertThatTable(noted).has(ID, (Object[]) ids);
  }

  @Test
  void shouldKnowTheFilesAfterEveryKindOfCommit(SparkSession spark) {
    write(spark, 1, true, "a", 1);
    assertNoted(spark, "a");

    write(spark, 2, false, "b", 2);
    assertNoted(spark, "a", "b");

    write(spark, 3, false, "a", 3);
    assertNoted(spark, "a", "b");

    DeltaTable.forPath(spark, path()).optimize().executeCompaction();
    assertNoted(spark, "a", "b");

    write(spark, 4, true, "c", 4);
    assertNoted(spark, "c");
  }

  @Test
  void shouldReadTheLogWhereNothingIsNoted(SparkSession spark) throws IOException {
    write(spark, 1, true, "a", 1);
    write(spark, 2, false, "b", 2);
    try (Stream<Path> log = Files.list(Path.of(path(), "_delta_log"))) {
      for (Path file : log.filter(f -> f.toString().endsWith(".crc")).toList()) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
    Lake lake = Lakes.open(spark, root.toString(), "shop");

    assertThat(TableState.of(spark, path()).rows()).isEmpty();
    assertThatTable(lake.current(THINGS)).has(ID, "a", "b");
  }

  @Test
  void shouldReadAnOldVersionAsItWas(SparkSession spark) {
    write(spark, 1, true, "a", 1);
    Lake lake = Lakes.open(spark, root.toString(), "shop");
    long before = lake.versions(List.of(THINGS)).get(THINGS.id());
    write(spark, 2, false, "b", 2);

    assertThatTable(lake.read(THINGS, before)).has(ID, "a");
  }

  @Test
  void shouldTakeNoJobToFindTheFiles(SparkSession spark) {
    write(spark, 1, true, "a", 1);
    DeltaLog.clearCache();
    Lake lake = Lakes.open(spark, root.toString(), "shop");
    spark.sparkContext().setJobGroup("finding", "files are found", false);
    try {
      Dataset<Row> rows = lake.current(THINGS);
      assertThat(rows.queryExecution().executedPlan().execute().getNumPartitions()).isPositive();
      assertThat(Arrays.stream(spark.sparkContext().statusTracker().getJobIdsForGroup("finding")))
          .isEmpty();
    } finally {
      spark.sparkContext().clearJobGroup();
    }
  }
}
