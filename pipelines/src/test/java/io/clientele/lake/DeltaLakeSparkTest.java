package io.clientele.lake;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import io.clientele.step.Basis;
import io.clientele.step.Lake;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.LakeContract;
import io.clientele.testkit.LambdaStage;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaLakeSparkTest extends LakeContract {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Table THINGS =
      new Table(Layer.BRONZE, "things", List.of(ID), List.of(ID), new Write.Upsert());

  @TempDir private Path root;
  private SparkSession session;

  @Override
  protected Lake open(SparkSession spark) {
    session = spark;
    return Lakes.open(spark, root.toString(), "shop");
  }

  @Override
  protected void forgetChanges(Table table) {
    session.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    try {
      stored(table).vacuum(0);
    } finally {
      session.conf().unset("spark.databricks.delta.retentionDurationCheck.enabled");
    }
  }

  private DeltaTable stored(Table table) {
    return DeltaTable.forPath(session, path(table).toString());
  }

  private Path path(Table table) {
    return root.resolve("shop").resolve(table.layer().folder()).resolve(table.name());
  }

  @Test
  void shouldRememberItsBasisThroughMaintenance(SparkSession spark) {
    Lake lake = open(spark);
    Step step = LambdaStage.writing("collect", THINGS);
    Basis basis = new Basis("v2", false, Map.of("bronze.files", 8L));
    lake.write(step, Rows.of(THINGS).row().with(ID, "a").in(spark), Runs.number(1), basis);
    lake.write(step, Rows.of(THINGS).row().with(ID, "b").in(spark), Runs.number(2), basis);
    long before = lake.versions(List.of(THINGS)).get(THINGS.id());
    stored(THINGS).optimize().executeCompaction();

    assertThat(lake.versions(List.of(THINGS)).get(THINGS.id())).isGreaterThan(before);
    assertThat(lake.basis(step)).contains(basis);
    assertThat(lake.committed(step, Runs.number(2)).orElseThrow().version()).isEqualTo(before);
    assertThatTable(lake.changes(THINGS, before, before + 1).orElseThrow().both()).isEmpty();
  }

  /** A process that is killed while it makes a table leaves one of these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "_delta_log/",
        "_delta_log/_staged_commits/",
        "_delta_log/.00000000000000000000.json.0d7b-41.tmp",
        "_delta_log/..00000000000000000000.json.0d7b-41.tmp.crc"
      })
  void shouldMakeATableWhereAKilledProcessHadBegunTo(String left, SparkSession spark)
      throws IOException {
    leave(left);

    write(open(spark), 1, "a");

    assertThat(path(THINGS).resolve("_delta_log")).isDirectoryNotContaining("glob:**0d7b-41**");
    assertThatTable(open(spark).read(THINGS, 1)).has(ID, "a");
    assertThat(stored(THINGS).toDF().schema().apply(ID.name()).nullable()).isFalse();
  }

  @Test
  void shouldLeaveALogThatAnotherProcessHasCommittedTo(SparkSession spark) throws IOException {
    write(open(spark), 1, "a");
    Path draft = leave("_delta_log/.00000000000000000002.json.0d7b-41.tmp");

    Remains.of(path(THINGS).toString(), new Configuration()).clear();
    new DeltaTables(spark).open(THINGS, path(THINGS).toString());
    write(open(spark), 2, "b");

    assertThat(draft).doesNotExist();
    assertThatTable(open(spark).read(THINGS, 2)).has(ID, "a", "b");
  }

  @Test
  void shouldTouchNoFilesThatItDoesNotKnow(SparkSession spark) throws IOException {
    Path data = leave("part-00000.snappy.parquet");
    Lake lake = open(spark);

    assertThatThrownBy(() -> write(lake, 1, "a"))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("Cannot make a table in", "part-00000", "Move them away");
    assertThat(data).exists();
  }

  @Test
  void shouldMakeATableOnceForAllWhoMakeItAtOneTime(SparkSession spark) throws Exception {
    List<Callable<Void>> makers =
        Collections.nCopies(
            3,
            () -> {
              new DeltaTables(spark.newSession()).open(THINGS, path(THINGS).toString());
              return null;
            });
    ExecutorService pool = Executors.newFixedThreadPool(makers.size());
    try {
      for (Future<Void> made : pool.invokeAll(makers)) {
        made.get();
      }
    } finally {
      pool.shutdown();
    }

    assertThat(open(spark).versions(List.of(THINGS))).containsEntry(THINGS.id(), 0L);
  }

  private Path leave(String name) throws IOException {
    Path path = path(THINGS).resolve(name);
    if (name.endsWith("/")) {
      return Files.createDirectories(path);
    }
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "half a li");
  }

  private static void write(Lake lake, int run, String id) {
    lake.write(
        LambdaStage.writing("collect", THINGS),
        Rows.of(THINGS).row().with(ID, id).in(SparkExtension.session()),
        Runs.number(run),
        new Basis("", run == 1, Map.of()));
  }

  @Test
  void shouldLeaveNothingStaged(SparkSession spark) {
    Lake lake = open(spark);
    Step step = LambdaStage.writing("collect/from: anywhere", THINGS);
    lake.write(
        step,
        Rows.of(THINGS).row().with(ID, "a").in(spark),
        Runs.number(1),
        new Basis("", false, Map.of()));

    assertThat(path(THINGS)).isDirectory();
    assertThat(root.resolve("shop/_staging")).isEmptyDirectory();
  }
}
