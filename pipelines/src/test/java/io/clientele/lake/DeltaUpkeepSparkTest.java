package io.clientele.lake;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.step.Basis;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import io.clientele.step.Read;
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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DeltaUpkeepSparkTest {
  private static final String CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Field SAYS = Field.optional("says", Types.TEXT, "What is said of it.");
  private static final Table NOTES =
      new Table(Layer.BRONZE, "notes", List.of(ID, SAYS), List.of(), new Write.Append());
  private static final Table THINGS =
      new Table(Layer.SILVER, "things", List.of(ID, SAYS), List.of(ID), new Write.Upsert());
  private static final Table COPIES =
      new Table(Layer.GOLD, "copies", List.of(ID, SAYS), List.of(ID), new Write.Upsert());
  private static final Step COPY = following("copy", COPIES, THINGS);

  @TempDir private Path root;
  private SparkSession spark;

  private static Step following(String name, Table output, Table input) {
    return new LambdaStage(
        name,
        output,
        Set.of(new Read.Changes(input), new Read.All(input)),
        in -> in.changes(input).map(changes -> changes.added()).orElseGet(() -> in.all(input)));
  }

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
    List<String> left = List.of("left", "tended");
    for (int number = 1; number <= 4; number++) {
      for (String tenant : left) {
        run(tenant, number);
      }
      tend("tended", number);
    }

    for (Table table : List.of(NOTES, THINGS, COPIES, Quarantine.TABLE)) {
      assertThatTable(newest("tended", table)).hasRows(newest("left", table));
    }
    Lake tended = lake("tended");
    assertThat(tended.basis(COPY).orElseThrow().whole()).isFalse();
    assertThat(tended.judged(thing(4))).isEqualTo(lake("left").judged(thing(4)));
    assertThat(files("tended/silver/things")).isLessThan(files("left/silver/things"));
    assertThat(TableState.of(spark, root.resolve("tended/bronze/notes").toString()).files())
        .isEqualTo(1);
  }

  /** Notes come, each run says of one thing something new, and of one what is refused. */
  private void run(String tenant, int number) {
    Lake lake = lake(tenant);
    Execution execution =
        new Execution(
            lake,
            Runs.pinned(lake.versions(List.of(NOTES, THINGS, COPIES)), Runs.number(number)),
            Map.of());
    execution.execute(
        new LambdaStage("note", NOTES, Set.of(), in -> said(NOTES, number, "a", "b")));
    execution.execute(thing(number));
    execution.execute(COPY);
  }

  private Step thing(int number) {
    return new LambdaStage(
        "build",
        THINGS,
        Set.of(new Read.Changes(NOTES)),
        in ->
            in.changes(NOTES).isPresent()
                ? refusing(said(THINGS, number, "same", "new-" + number, "odd"))
                : refusing(said(THINGS, number, "same", "odd")));
  }

  private Dataset<Row> said(Table table, int number, String... ids) {
    Rows rows = Rows.of(table);
    List.of(ids).forEach(id -> rows.row().with(ID, id).with(SAYS, "in run " + number));
    return rows.in(spark);
  }

  private static Dataset<Row> refusing(Dataset<Row> rows) {
    return rows.withColumn(
        Rejects.REASONS.name(),
        Rejects.reasons(List.of(Rejects.reason(ID.col().equalTo("odd"), "odd", ID, ID.col()))));
  }

  /** Keeps nothing but what the next run reads, and what this one would if it were resumed. */
  private void tend(String tenant, int number) {
    Upkeep upkeep = upkeep(tenant, Upkeep.Mode.REAL);
    Lake lake = lake(tenant);
    Basis copied = lake.basis(COPY).orElseThrow();
    Basis built = lake.basis(thing(number)).orElseThrow();
    Map<String, Long> floors =
        Map.of(
            NOTES.id(), built.versions().get(NOTES.id()),
            THINGS.id(), copied.versions().get(THINGS.id()));
    assertThat(upkeep.tables())
        .containsExactly("bronze.notes", "gold.copies", "silver.quarantine", "silver.things");
    upkeep
        .tables()
        .forEach(
            table ->
                upkeep.tend(
                    table,
                    new Keeping(
                        Duration.ZERO,
                        floors.containsKey(table)
                            ? OptionalLong.of(floors.get(table))
                            : OptionalLong.empty())));
  }

  @Test
  void shouldChangeNothingInARehearsalAndTellWhatWouldLeave() throws IOException {
    for (int number = 1; number <= 3; number++) {
      run("shop", number);
    }
    Files.createDirectories(root.resolve("shop/_staging/2/build"));
    Files.writeString(root.resolve("shop/_staging/2/build/rows"), "rows");
    Files.createDirectories(root.resolve("shop/_staging/3"));
    Set<String> before = all();
    Keeping none = new Keeping(Duration.ZERO, OptionalLong.empty());

    Upkeep dry = upkeep("shop", Upkeep.Mode.DRY);
    Tended would = dry.tend(THINGS.id(), none);
    assertThat(dry.dropRejects(2)).isEqualTo(2);
    assertThat(dry.dropStaged(3)).isPositive();
    assertThat(all()).isEqualTo(before);

    Upkeep real = upkeep("shop", Upkeep.Mode.REAL);
    assertThat(would.removedFiles()).isPositive();
    assertThat(real.dropRejects(2)).isEqualTo(2);
    assertThat(real.dropStaged(3)).isPositive();
    Tended done = real.tend(THINGS.id(), none);

    assertThat(done.removedFiles()).isGreaterThanOrEqualTo(would.removedFiles());
    assertThat(done.bytesAfter()).isLessThan(done.bytesBefore());
    assertThatTable(newest("shop", Quarantine.TABLE)).has(Quarantine.RUN_SEQ, 3L);
    assertThat(root.resolve("shop/_staging/2")).doesNotExist();
    assertThat(root.resolve("shop/_staging/3")).exists();
  }

  /** A version that a run to come reads stays, however short the past is kept. */
  @Test
  void shouldKeepWhatMustStayReadable() {
    run("shop", 1);
    run("shop", 2);
    Lake lake = lake("shop");
    long pinned = lake.versions(List.of(THINGS)).get(THINGS.id());
    List<Row> rows = lake.read(THINGS, pinned).collectAsList();
    run("shop", 3);
    Instant now = Instant.now();

    Tended tended =
        upkeep("shop", Upkeep.Mode.REAL)
            .tend(THINGS.id(), new Keeping(Duration.ZERO, OptionalLong.of(pinned)));

    assertThat(tended.keptFrom()).isLessThanOrEqualTo(pinned);
    assertThat(tended.kept()).isBetween(Expiry.MARGIN, Expiry.MARGIN.plusMinutes(5));
    assertThat(now).isNotNull();
    assertThat(lake("shop").read(THINGS, pinned).collectAsList())
        .containsExactlyInAnyOrderElementsOf(rows);
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
    return lake(tenant).read(table, lake(tenant).versions(List.of(table)).get(table.id()));
  }

  private long files(String folder) {
    return all().stream()
        .filter(file -> file.startsWith(folder) && file.endsWith(".parquet"))
        .count();
  }

  private Set<String> all() {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(file -> root.relativize(file).toString()).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
