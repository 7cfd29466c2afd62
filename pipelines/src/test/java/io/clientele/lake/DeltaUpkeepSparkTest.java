package io.clientele.lake;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import io.clientele.step.Changes;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.LambdaStage;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

@ExtendWith(SparkExtension.class)
class DeltaUpkeepSparkTest {
  private static final String CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Field SAYS = Field.optional("says", Types.TEXT, "What is said of it.");
  private static final Table NOTES =
      new Table(Layer.BRONZE, "notes", List.of(ID, SAYS), List.of(), new Write.Append());
  private static final Table THINGS =
      new Table(Layer.SILVER, "things", List.of(ID, SAYS), List.of(ID), new Write.Upsert());

  @TempDir private Path root;
  private SparkSession spark;

  @BeforeEach
  void allowToKeepNothing(SparkSession session) {
    spark = session;
    spark.conf().set(CHECK, "false");
  }

  @AfterEach
  void keepToTheCheck() {
    spark.conf().unset(CHECK);
  }

  @Test
  void shouldComeToTheSameWithMaintenanceBetweenRuns() {
    for (int number = 1; number <= 3; number++) {
      run("left", number);
      run("tended", number);
      tend("tended", number);
    }

    for (Table table : List.of(NOTES, THINGS, Quarantine.TABLE)) {
      assertThatTable(newest("tended", table)).hasRows(newest("left", table));
    }
    Lake tended = lake("tended");
    assertThat(tended.basis(build(3)).orElseThrow().whole()).isFalse();
    assertThat(tended.judged(build(3))).isEqualTo(lake("left").judged(build(3)));
    assertThat(stored("tended")).isLessThan(stored("left"));
    assertThat(TableState.of(spark, root.resolve("tended/bronze/notes").toString()).files())
        .isEqualTo(1);
  }

  @Test
  void shouldRemoveWhatNobodyReadsAndTellOfItBefore() throws IOException {
    run("shop", 1);
    run("shop", 2);
    long pinned = lake("shop").versions(List.of(THINGS)).get(THINGS.id());
    List<Row> then = lake("shop").read(THINGS, pinned).collectAsList();
    run("shop", 3);
    Files.createDirectories(root.resolve("shop/_staging/2/build"));
    Files.writeString(root.resolve("shop/_staging/2/build/rows"), "rows");
    Files.createDirectories(root.resolve("shop/_staging/3"));
    Set<String> before = all();

    Upkeep dry = upkeep("shop", Upkeep.Mode.DRY);
    Tended would = dry.tend(THINGS.id(), keeping(pinned));
    assertThat(dry.dropRejects(2)).isEqualTo(2);
    assertThat(dry.dropStaged(3)).isPositive();
    assertThat(all()).isEqualTo(before);

    Upkeep real = upkeep("shop", Upkeep.Mode.REAL);
    assertThat(real.dropRejects(2)).isEqualTo(2);
    assertThat(real.dropStaged(3)).isPositive();
    Tended done = real.tend(THINGS.id(), keeping(pinned));
    assertThat(done.removedFiles()).isEqualTo(would.removedFiles()).isPositive();
    assertThat(done.keptFrom()).isLessThanOrEqualTo(pinned);
    assertThat(done.kept()).isGreaterThan(Expiry.MARGIN);
    assertThat(lake("shop").read(THINGS, pinned).collectAsList())
        .containsExactlyInAnyOrderElementsOf(then);
    assertThatTable(newest("shop", Quarantine.TABLE)).has(Quarantine.RUN_SEQ, 3L);
    assertThat(root.resolve("shop/_staging/2")).doesNotExist();
    assertThat(root.resolve("shop/_staging/3")).exists();

    Tended all = real.tend(THINGS.id(), new Keeping(Duration.ZERO, OptionalLong.empty()));
    assertThat(all.filesAfter()).isEqualTo(1);
    assertThat(all.removedFiles()).isPositive();
  }

  /** As Delta does by itself once the log is older than it is kept. */
  @Test
  void shouldGoOnWhereOldCommitsWereCleanedAway() throws IOException {
    for (int number = 1; number <= 3; number++) {
      run("left", number);
      run("cleaned", number);
    }
    List<Row> things = newest("cleaned", THINGS).collectAsList();
    cleanLog(NOTES);
    cleanLog(THINGS);

    Lake cleaned = lake("cleaned");
    Run third = Runs.number(3);
    assertThat(newest("cleaned", THINGS).collectAsList())
        .containsExactlyInAnyOrderElementsOf(things);
    assertThat(cleaned.committed(build(3), third)).isPresent();
    assertThat(cleaned.basis(build(3))).isEqualTo(lake("left").basis(build(3)));
    assertThat(cleaned.judged(build(3))).isEqualTo(lake("left").judged(build(3)));
    assertThatThrownBy(() -> cleaned.committed(build(2), Runs.number(2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is stale");
    assertThatThrownBy(() -> cleaned.read(THINGS, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Cannot read silver.things at version 1");

    tend("cleaned", 3);
    run("left", 4);
    run("cleaned", 4);
    for (Table table : List.of(NOTES, THINGS, Quarantine.TABLE)) {
      assertThatTable(newest("cleaned", table)).hasRows(newest("left", table));
    }
  }

  /** Leaves a checkpoint and the newest commit. */
  private void cleanLog(Table table) throws IOException {
    Path folder = root.resolve("cleaned/" + table.id().replace('.', '/'));
    DeltaLog log = DeltaLog.forTable(spark, folder.toString());
    Snapshot newest = log.update(false, Option.empty(), Option.empty());
    log.checkpoint(newest, Option.empty());
    for (long version = 0; version < newest.version(); version++) {
      Files.delete(folder.resolve("_delta_log/%020d.json".formatted(version)));
      Files.deleteIfExists(folder.resolve("_delta_log/%020d.crc".formatted(version)));
    }
    DeltaLog.clearCache();
  }

  private static Keeping keeping(long version) {
    return new Keeping(Duration.ZERO, OptionalLong.of(version));
  }

  /** Every run notes the same and something new, and what is refused. */
  private void run(String tenant, int number) {
    Lake lake = lake(tenant);
    Map<String, Long> pins = lake.versions(List.of(NOTES, THINGS));
    Execution execution = new Execution(lake, Runs.pinned(pins, Runs.number(number)), Map.of());
    execution.execute(
        new LambdaStage("note", NOTES, Set.of(), in -> notes(number, "same", "new-" + number)));
    execution.execute(build(number));
  }

  private Dataset<Row> notes(int number, String... ids) {
    Rows rows = Rows.of(NOTES);
    List.of(ids).forEach(id -> rows.row().with(ID, id).with(SAYS, "in run " + number));
    rows.row().with(ID, "odd-" + number);
    return rows.in(spark);
  }

  /** Follows the notes: what was said last of each thing. */
  private static Step build(int number) {
    return new LambdaStage(
        "build",
        THINGS,
        Set.of(new Read.Changes(NOTES), new Read.All(NOTES)),
        in -> {
          Dataset<Row> told = in.changes(NOTES).map(Changes::added).orElseGet(() -> in.all(NOTES));
          Column odd = SAYS.col().isNull();
          return told.withColumn(
              Rejects.REASONS.name(),
              Rejects.reasons(List.of(Rejects.reason(odd, "odd-in-" + number, ID, ID.col()))));
        });
  }

  /** Keeps nothing but what the next run reads. */
  private void tend(String tenant, int number) {
    Upkeep upkeep = upkeep(tenant, Upkeep.Mode.REAL);
    long read = lake(tenant).basis(build(number)).orElseThrow().versions().get(NOTES.id());
    assertThat(upkeep.tables())
        .containsExactly("bronze.notes", "silver.quarantine", "silver.things");
    upkeep.tend(NOTES.id(), keeping(read));
    Keeping nothing = new Keeping(Duration.ZERO, OptionalLong.empty());
    upkeep.tend(Quarantine.TABLE.id(), nothing);
    upkeep.tend(THINGS.id(), nothing);
  }

  private DeltaUpkeep upkeep(String tenant, Upkeep.Mode mode) {
    return new DeltaUpkeep(
        spark,
        new TenantFolder(new org.apache.hadoop.fs.Path(root.resolve(tenant).toUri())),
        mode,
        Instant.now(),
        Expiry.MARGIN);
  }

  private Lake lake(String tenant) {
    return Lakes.open(spark, root.toString(), tenant);
  }

  private Dataset<Row> newest(String tenant, Table table) {
    return lake(tenant).current(table);
  }

  /** Files of all versions that are still there. */
  private long stored(String tenant) {
    return all().stream()
        .filter(file -> file.startsWith(tenant) && file.endsWith(".parquet"))
        .count();
  }

  private Set<String> all() {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(file -> root.relativize(file).toString()).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
