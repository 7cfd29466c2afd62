package io.clientele.lake;

import static io.clientele.testkit.Runs.AS_OF;
import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.step.AsOf;
import io.clientele.step.Basis;
import io.clientele.step.Changes;
import io.clientele.step.Commit;
import io.clientele.step.Lake;
import io.clientele.step.Refusal;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check;
import io.clientele.table.Fate;
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
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are written where they are to stay, before they are judged. */
@ExtendWith(SparkExtension.class)
class UncommittedSparkTest {
  private static final String CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Field SIZE = Field.optional("size", Types.COUNT, "How large it is.");
  private static final Field COLOUR = Field.optional("colour", Types.TEXT, "What it looks like.");
  private static final Table DAILY =
      new Table(
          Layer.GOLD,
          "daily",
          List.of(AsOf.FIELD, ID, SIZE),
          List.of(AsOf.FIELD, ID),
          new Write.Replace(AsOf.FIELD),
          List.of(
              new Check("rows", count(lit(1)), 1, 1000, Check.Severity.WARN, "None."),
              new Check("size", sum(SIZE.col()), 0, 99, Check.Severity.FAIL, "Too large.")));
  private static final Table THINGS =
      new Table(Layer.SILVER, "things", List.of(ID, SIZE), List.of(ID), new Write.Upsert());
  private static final Step DAY = LambdaStage.writing("write-day", DAILY);
  private static final Step BUILD = LambdaStage.writing("build-things", THINGS);
  private static final Basis WHOLE = new Basis("v1", true, Map.of());
  private static final Basis PART = new Basis("v1", false, Map.of());
  private static final Run FIRST = Runs.number(1);
  private static final Run SECOND = Runs.number(2);

  @TempDir private Path root;
  private SparkSession spark;
  private Lake lake;

  @BeforeEach
  void openLake(SparkSession session) {
    spark = session;
    lake = Lakes.open(session, root.toString(), "shop");
  }

  @Test
  void shouldStageNothing() {
    Commit commit = lake.write(DAY, daily(AS_OF, 1, "a", "b"), FIRST, WHOLE);
    lake.write(BUILD, things("a", "b", "c"), FIRST, WHOLE);

    assertThat(root.resolve("shop/_staging")).doesNotExist();
    assertThat(commit.rows()).isEqualTo(2);
    assertThat(commit.checks()).extracting(Check.Result::value).containsExactly(2.0, 2.0);
    assertThatTable(lake.current(DAILY)).hasRows(daily(AS_OF, 1, "a", "b"));
    assertThatTable(lake.current(THINGS)).isDeclaredAs(THINGS).has(ID, "a", "b", "c");
  }

  @Test
  void shouldStageNoRecordsOfAFirstLoad() {
    Dataset<Row> received =
        rejecting("b", "a", "b", "c")
            .withColumn(Fate.FIELD.name(), when(Rejects.any(), "REJECTED").otherwise("KEPT"))
            .withColumn(Fate.ANNOUNCED.name(), Fate.ANNOUNCED.absent());

    Commit commit = lake.write(BUILD, received, FIRST, WHOLE);

    assertThat(root.resolve("shop/_staging")).doesNotExist();
    assertThat(commit.balance().records()).containsEntry(Fate.KEPT, 2L);
    assertThat(commit.balance().records()).containsEntry(Fate.REJECTED, 1L);
    assertThatTable(lake.current(THINGS)).has(ID, "a", "c");
    assertThatTable(lake.current(Quarantine.TABLE)).has(Quarantine.CODE, "unknown");
  }

  @Test
  void shouldAddRowsOfNewKeysWithoutComparing() {
    lake.write(BUILD, things("a"), FIRST, WHOLE);
    Set<Path> before = files(THINGS);
    lake.write(BUILD, things("b").withColumn(Write.KNOWN.name(), lit(false)), SECOND, PART);
    assertThat(files(THINGS)).containsAll(before).hasSizeGreaterThan(before.size());
    assertThat(operation()).isEqualTo("WRITE");

    Dataset<Row> known = things("a", "c").withColumn(Write.KNOWN.name(), ID.col().equalTo("a"));
    lake.write(BUILD, known, Runs.number(3), PART);
    assertThat(operation()).isEqualTo("MERGE");
    assertThatTable(lake.current(THINGS)).has(ID, "a", "b", "c");
  }

  @Test
  void shouldTellThatARunWithoutNewsChangedNothing() {
    lake.write(BUILD, things("a"), FIRST, WHOLE);
    long before = lake.versions(List.of(THINGS)).get(THINGS.id());
    lake.write(BUILD, things(), SECOND, PART);
    lake.write(BUILD, things("b"), Runs.number(3), PART);

    long after = lake.versions(List.of(THINGS)).get(THINGS.id());
    Changes changes = lake.changes(THINGS, before, after).orElseThrow();
    assertThat(after).isEqualTo(before + 2);
    assertThat(changes.few()).isTrue();
    assertThatTable(changes.added()).has(ID, "b");
    assertThat(changes.removed()).isEmpty();
  }

  private String operation() {
    return DeltaTable.forPath(spark, path(THINGS).toString())
        .history(1)
        .select("operation")
        .head()
        .getString(0);
  }

  @Test
  void shouldFindTwoOfOneKeyAmongMany() {
    Dataset<Row> many =
        spark.range(20_000).select(ID.from(col("id").cast(Types.TEXT)), SIZE.from(col("id")));
    assertThatThrownBy(() -> lake.write(BUILD, many.union(many.limit(1)), FIRST, WHOLE))
        .hasMessageContaining("brings 1 keys [id] more than once");

    assertThat(lake.write(BUILD, many, FIRST, WHOLE).rows()).isEqualTo(20_000);
  }

  @Test
  void shouldLeaveNoFileOfRowsThatWereRefused() {
    lake.write(DAY, daily(AS_OF, 1, "a"), FIRST, WHOLE);
    Set<Path> before = files(DAILY);

    assertThatThrownBy(() -> lake.write(DAY, daily(AS_OF, 100, "b"), SECOND, WHOLE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Too large.");
    assertThat(files(DAILY)).isEqualTo(before);
    assertThatThrownBy(() -> lake.write(DAY, daily(AS_OF, 1, "b", "c", "b"), SECOND, WHOLE))
        .hasMessageContaining("brings 1 keys [as_of, id] more than once");
    assertThat(files(DAILY)).isEqualTo(before);
    assertThatThrownBy(() -> lake.write(DAY, daily(AS_OF.plusDays(1), 1, "b"), SECOND, WHOLE))
        .hasMessageContaining("outside the days that it replaces");
    assertThat(files(DAILY)).isEqualTo(before);

    assertThat(root.resolve("shop/_staging")).doesNotExist();
    assertThat(lake.committed(DAY, SECOND)).isEmpty();
    assertThatTable(lake.current(DAILY)).hasRows(daily(AS_OF, 1, "a"));
  }

  @Test
  void shouldWriteAnewWhatAKilledAttemptHadWritten() {
    lake.write(DAY, daily(AS_OF, 1, "a"), FIRST, WHOLE);
    Set<Path> before = files(DAILY);
    killedAfterWriting(daily(AS_OF, 2, "b", "c"));
    Set<Path> strays = files(DAILY);
    strays.removeAll(before);
    assertThat(strays).isNotEmpty();
    assertThatTable(lake.current(DAILY)).hasRows(daily(AS_OF, 1, "a"));

    Commit commit = lake.write(DAY, daily(AS_OF, 2, "b", "c"), SECOND, WHOLE);

    assertThat(commit.already()).isFalse();
    assertThat(commit.rows()).isEqualTo(2);
    assertThatTable(lake.current(DAILY)).hasRows(daily(AS_OF, 2, "b", "c"));
    maintain();
    assertThat(files(DAILY)).doesNotContainAnyElementsOf(strays).isNotEmpty();
    assertThatTable(lake.current(DAILY)).hasRows(daily(AS_OF, 2, "b", "c"));
  }

  @SuppressWarnings("resource") // Nobody closes what a killed process had open.
  private void killedAfterWriting(Dataset<Row> rows) {
    Uncommitted.begin(spark, path(DAILY).toString()).write(rows, DAILY.key());
  }

  private void maintain() {
    spark.conf().set(CHECK, "false");
    try {
      TenantFolder folder = new TenantFolder(new org.apache.hadoop.fs.Path(root + "/shop"));
      new DeltaUpkeep(spark, folder, Upkeep.Mode.REAL, Instant.now(), Expiry.MARGIN)
          .tend(DAILY.id(), new Keeping(Duration.ZERO, OptionalLong.empty()));
    } finally {
      spark.conf().unset(CHECK);
    }
  }

  @Test
  void shouldChangeNothingTheSecondTime() {
    Commit first = lake.write(DAY, daily(AS_OF, 1, "a"), FIRST, WHOLE);
    Set<Path> before = files(DAILY);

    Commit again = lake.write(DAY, daily(AS_OF, 1, "a"), FIRST, WHOLE);

    assertThat(again.already()).isTrue();
    assertThat(again.version()).isEqualTo(first.version());
    assertThat(files(DAILY)).isEqualTo(before);
  }

  @Test
  void shouldTouchTheReplacedDayAlone() {
    LocalDate next = AS_OF.plusDays(1);
    lake.write(DAY, daily(AS_OF, 1, "a"), FIRST, WHOLE);
    long before = lake.write(DAY, daily(next, 1, "b"), Runs.asOf(next, SECOND), WHOLE).version();

    Commit third = lake.write(DAY, daily(AS_OF, 2, "c"), Runs.number(3), WHOLE);

    Changes changes = lake.changes(DAILY, before, third.version()).orElseThrow();
    assertThatTable(changes.added()).hasRows(daily(AS_OF, 2, "c"));
    assertThatTable(changes.removed().orElseThrow()).hasRows(daily(AS_OF, 1, "a"));
    assertThatTable(lake.current(DAILY)).hasRows(daily(next, 1, "b").union(daily(AS_OF, 2, "c")));
  }

  @Test
  void shouldReplaceAWholeTable() {
    long before = lake.write(BUILD, things("a", "b"), FIRST, WHOLE).version();

    Commit second = lake.write(BUILD, things("b", "c"), SECOND, WHOLE);

    Changes changes = lake.changes(THINGS, before, second.version()).orElseThrow();
    assertThat(changes.few()).as("a replaced table does not tell how many left").isFalse();
    assertThatTable(changes.added()).has(ID, "b", "c");
    assertThatTable(changes.removed().orElseThrow()).has(ID, "a", "b");
    assertThatTable(lake.current(THINGS)).has(ID, "b", "c");
    assertThat(lake.write(BUILD, things(), Runs.number(3), WHOLE).rows()).isZero();
    assertThatTable(lake.current(THINGS)).isEmpty();
  }

  @Test
  void shouldFillAFieldThatWasDeclaredBetweenOthersLater() {
    lake.write(BUILD, things("a"), FIRST, WHOLE);
    Table grown =
        new Table(Layer.SILVER, "things", List.of(ID, COLOUR, SIZE), List.of(ID), THINGS.write());
    Rows rows = Rows.of(grown).row().with(ID, "b").with(COLOUR, "red").with(SIZE, 3L);

    lake.write(LambdaStage.writing("build-things", grown), rows.in(spark), SECOND, WHOLE);

    assertThatTable(lake.current(grown)).hasRows(rows);
  }

  @Test
  void shouldKeepRejectsBeforeItRefuses() {
    assertThatThrownBy(() -> lake.write(BUILD, rejecting("b", "a", "b", "a"), FIRST, WHOLE))
        .hasMessageContaining("brings 1 keys [id] more than once");
    assertThatTable(lake.current(Quarantine.TABLE)).has(Quarantine.VALUE, "b");
    assertThat(files(THINGS)).isEmpty();

    Commit commit = lake.write(BUILD, rejecting("c", "a", "b", "c"), FIRST, WHOLE);

    assertThat(commit.rows()).isEqualTo(2);
    assertThat(commit.rejected()).isEqualTo(1);
    assertThatTable(lake.current(THINGS)).has(ID, "a", "b");
    assertThatTable(lake.current(Quarantine.TABLE)).has(Quarantine.VALUE, "c");
    assertThat(root.resolve("shop/_staging")).doesNotExist();
  }

  @Test
  void shouldForgetRejectsOfAnAttemptWhereTheNextHasNone() {
    assertThatThrownBy(() -> lake.write(BUILD, rejecting("b", "a", "b", "a"), FIRST, WHOLE))
        .hasMessageContaining("more than once");

    Commit commit = lake.write(BUILD, things("a", "b"), FIRST, WHOLE);

    assertThat(commit.rows()).isEqualTo(2);
    assertThatTable(lake.current(Quarantine.TABLE)).isEmpty();
  }

  private Dataset<Row> rejecting(String rejected, String... ids) {
    Column broken = ID.col().equalTo(rejected);
    return things(ids)
        .withColumn(
            Rejects.REASONS.name(),
            Rejects.reasons(List.of(Rejects.reason(broken, "unknown", ID, ID.col()))));
  }

  @Test
  void shouldLoseNothingToAnotherThatCommitsMeanwhile() {
    LocalDate next = AS_OF.plusDays(1);
    lake.write(DAY, daily(AS_OF, 1, "a"), FIRST, WHOLE);
    try (Uncommitted sameRun = begin(AS_OF, "b");
        Uncommitted sameDay = begin(AS_OF, "c");
        Uncommitted otherDay = begin(next, "d")) {
      lake.write(DAY, daily(AS_OF, 2, "e"), SECOND, WHOLE);

      assertThatThrownBy(() -> sameRun.replace(by("write-day", 2), AsOf.FIELD, List.of(AS_OF)))
          .isInstanceOf(DeltaConcurrentModificationException.class);
      assertThatThrownBy(() -> sameDay.replace(by("other", 2), AsOf.FIELD, List.of(AS_OF)))
          .isInstanceOf(DeltaConcurrentModificationException.class);
      otherDay.replace(by("other", 2), AsOf.FIELD, List.of(next));
    }

    assertThatTable(lake.current(DAILY)).hasRows(daily(AS_OF, 2, "e").union(daily(next, 1, "d")));
  }

  private Uncommitted begin(LocalDate day, String id) {
    Uncommitted begun = Uncommitted.begin(spark, path(DAILY).toString());
    begun.write(daily(day, 1, id), DAILY.key());
    return begun;
  }

  private static Transaction by(String step, long run) {
    return new Transaction(step, run, "by a test");
  }

  private Dataset<Row> daily(LocalDate day, long size, String... ids) {
    Rows rows = Rows.of(DAILY);
    List.of(ids).forEach(id -> rows.row().with(AsOf.FIELD, day).with(ID, id).with(SIZE, size));
    return rows.in(spark);
  }

  private Dataset<Row> things(String... ids) {
    Rows rows = Rows.of(THINGS);
    List.of(ids).forEach(id -> rows.row().with(ID, id));
    return rows.in(spark);
  }

  private Path path(Table table) {
    return root.resolve("shop").resolve(table.layer().folder()).resolve(table.name());
  }

  /** Data alone. */
  private Set<Path> files(Table table) {
    try (Stream<Path> all = Files.walk(path(table))) {
      return all.filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
