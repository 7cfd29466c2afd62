package io.clientele.testkit;

import static io.clientele.testkit.Items.AMOUNT;
import static io.clientele.testkit.Items.BATCHES;
import static io.clientele.testkit.Items.DAILY;
import static io.clientele.testkit.Items.ID;
import static io.clientele.testkit.Items.ITEMS;
import static io.clientele.testkit.Items.NOTES;
import static io.clientele.testkit.Items.TOTALS;
import static io.clientele.testkit.Runs.AS_OF;
import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import io.clientele.step.Basis;
import io.clientele.step.Changes;
import io.clientele.step.Commit;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a lake's tables are and become; with {@link LakeContract} the laws of every lake. */
@ExtendWith(SparkExtension.class)
abstract class LakeTableLaws {
  static final Basis WHOLE = new Basis("v1", true, Map.of("bronze.files", 3L));
  static final Basis PART = new Basis("v1", false, Map.of("bronze.files", 4L));
  static final Run FIRST = Runs.number(1);
  static final Run SECOND = Runs.number(2);
  static final Step NOTE = LambdaStage.writing("take-notes", NOTES);
  static final Step BUILD = LambdaStage.writing("build-items", ITEMS);
  private static final Step BATCH = LambdaStage.writing("take-batches", BATCHES);
  private static final Step TOTAL = LambdaStage.writing("sum-up", TOTALS);
  private static final Step DAY = LambdaStage.writing("write-day", DAILY);

  SparkSession spark;
  Lake lake;
  Items items;

  /** Another process over the same stored tables. */
  protected abstract Lake open(SparkSession spark);

  /** Makes what changed in the table so far unreadable, and leaves its rows. */
  protected abstract void forgetChanges(Table table);

  @BeforeEach
  void openLake(SparkSession session) {
    spark = session;
    lake = open(session);
    items = new Items(session);
  }

  Dataset<Row> newest(Table table) {
    return lake.current(table);
  }

  @Test
  void shouldWriteTheSameStepOfTheSameRunOnce() {
    Commit first = lake.write(NOTE, items.of("a", "b"), FIRST, WHOLE);
    Commit second = open(spark).write(NOTE, items.of("c"), FIRST, PART);

    assertThat(first).isEqualTo(new Commit(NOTES, first.version(), 2, 0, List.of(), false));
    assertThat(second).isEqualTo(new Commit(NOTES, first.version(), 2, 0, List.of(), true));
    assertThat(lake.committed(NOTE, FIRST)).contains(second);
    assertThat(lake.committed(NOTE, SECOND)).isEmpty();
    assertThat(lake.basis(NOTE)).contains(WHOLE);
    assertThatTable(newest(NOTES)).has(ID, "a", "b");
  }

  @Test
  void shouldRefuseAStaleRun() {
    lake.write(NOTE, items.of("a"), SECOND, WHOLE);

    assertThatThrownBy(() -> lake.write(NOTE, items.of("b"), FIRST, WHOLE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "Cannot write silver.notes: run run-1 (number 1) is stale, run run-2 (number 2)");
    assertThatTable(newest(NOTES)).has(ID, "a");
  }

  @Test
  void shouldCountTwoStepsOfOneRunOnOneTable() {
    Step other = LambdaStage.writing("take-more-notes", NOTES);
    lake.write(NOTE, items.of("a"), FIRST, WHOLE);
    lake.write(other, items.of("b"), FIRST, PART);

    assertThatTable(newest(NOTES)).has(ID, "a", "b");
    assertThat(lake.basis(NOTE)).contains(WHOLE);
    assertThat(lake.basis(other)).contains(PART);
  }

  @Test
  void shouldRefuseMissingValuesAndKeepComments() {
    assertThatThrownBy(() -> lake.write(NOTE, Items.losing("a", items.of("a")), FIRST, WHOLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot write silver.notes")
        .hasMessageContaining("without a value for id");
    List<Row> fromDriver = List.of(RowFactory.create(null, null));
    assertThatThrownBy(() -> lake.write(NOTE, lake.rows(NOTES, fromDriver), FIRST, WHOLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without a value for id");

    lake.write(NOTE, items.of("a"), FIRST, WHOLE);
    assertThatTable(newest(NOTES)).isDeclaredAs(NOTES).has(ID, "a");
  }

  @Test
  void shouldAddNullableFieldsAndRefuseOtherDifferences() {
    Field said = Field.optional("said", Types.TEXT, "What was said of it.");
    lake.write(NOTE, items.of("a"), FIRST, WHOLE);
    Table grown = notes(ID, AMOUNT, said);
    assertThatTable(newest(grown)).has(said, (Object) null);
    Dataset<Row> rows = Rows.of(grown).row().with(ID, "b").with(said, "new").in(spark);
    lake.write(LambdaStage.writing("take-notes", grown), rows, SECOND, WHOLE);
    assertThatTable(newest(grown)).isDeclaredAs(grown).has(said, null, "new");

    assertNotOpened(notes(ID, AMOUNT), "said");
    assertNotOpened(notes(ID, AMOUNT, Field.required("said", Types.TEXT, "Said.")), "said");
    assertNotOpened(
        notes(ID, Field.optional("amount", Types.TEXT, "Worth."), said),
        "amount",
        "string",
        "decimal(18,4)");
  }

  private static Table notes(Field... fields) {
    return new Table(NOTES.layer(), NOTES.name(), List.of(fields), List.of(ID), NOTES.write());
  }

  private void assertNotOpened(Table other, String... told) {
    Step step = LambdaStage.writing("take-notes", other);
    Dataset<Row> none = Rows.of(other).in(spark);
    assertThatThrownBy(() -> lake.write(step, none, Runs.number(3), WHOLE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Cannot open silver.notes")
        .hasMessageContainingAll(told);
  }

  @Test
  void shouldTellBothImagesOfChangesOrNothing() {
    long first = lake.write(BUILD, items.priced("a", 1, "b", 2), FIRST, WHOLE).version();
    Dataset<Row> changed = Items.leaving(items.priced("a", 5, "b", 0, "c", 3), "b");
    long second = lake.write(BUILD, changed, SECOND, PART).version();

    Changes changes = lake.changes(ITEMS, first, second).orElseThrow();
    assertThatTable(changes.added()).hasRows(items.priced("a", 5, "c", 3));
    assertThatTable(changes.removed().orElseThrow()).hasRows(items.priced("a", 1, "b", 2));
    assertThatTable(changes.both()).hasRows(items.priced("a", 1, "b", 2, "a", 5, "c", 3));
    assertThat(changes.few()).isTrue();
    Changes none = lake.changes(ITEMS, second, second).orElseThrow();
    assertThatTable(none.added()).isEmpty();
    assertThat(none.removed()).isEmpty();
    assertThat(lake.changes(ITEMS, Lake.ABSENT, second)).isEmpty();
    assertThat(lake.changes(ITEMS, first, second + 1)).isEmpty();
    assertThat(lake.changes(ITEMS, second, first)).isEmpty();
    assertThat(lake.changes(NOTES, 0, 0)).isEmpty();

    forgetChanges(ITEMS);
    assertThat(lake.changes(ITEMS, first, second)).isEmpty();
    assertThatTable(newest(ITEMS)).hasRows(items.priced("a", 5, "c", 3));
  }

  @Test
  void shouldExchangeAllRowsOfTheValuesThatLeave() {
    String odd = "it's 100 \\ \"ü\".csv";
    Dataset<Row> first = items.priced("a", 1, "a", 2, "b", 3, odd, 4);
    long one = lake.write(BATCH, first, FIRST, WHOLE).version();
    Dataset<Row> plain = Items.leaving(items.priced("c", 5, "c", 6));
    long two = lake.write(BATCH, plain, SECOND, PART).version();
    assertThat(lake.changes(BATCHES, one, two).orElseThrow().removed()).isEmpty();

    Dataset<Row> exchanged =
        Items.leaving(items.priced("a", 0, odd, 0, "new", 0), "a", odd, "new")
            .union(notLeaving("a", 7, "new", 8));
    Commit third = lake.write(BATCH, exchanged, Runs.number(3), WHOLE);

    assertThat(third.rows()).isEqualTo(2);
    assertThat(open(spark).committed(BATCH, Runs.number(3)).orElseThrow().rows()).isEqualTo(2);
    assertThatTable(newest(BATCHES))
        .hasRows(items.priced("b", 3, "c", 5, "c", 6, "a", 7, "new", 8));
    Changes changes = lake.changes(BATCHES, two, third.version()).orElseThrow();
    assertThatTable(changes.added()).hasRows(items.priced("a", 7, "new", 8));
    assertThatTable(changes.removed().orElseThrow()).hasRows(items.priced("a", 1, "a", 2, odd, 4));
  }

  @Test
  void shouldRefuseRowsOfOtherValuesThanThoseThatLeave() {
    lake.write(BATCH, items.priced("a", 1), FIRST, WHOLE);
    Dataset<Row> other = Items.leaving(items.priced("a", 0), "a").union(notLeaving("b", 2));

    assertThatThrownBy(() -> lake.write(BATCH, other, SECOND, PART))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot write bronze.batches");
    assertThatTable(newest(BATCHES)).hasRows(items.priced("a", 1));
  }

  private Dataset<Row> notLeaving(Object... pairs) {
    return Items.leaving(items.priced(pairs));
  }

  @Test
  void shouldShowAVersionTheSameToEveryProcess() {
    assertThat(lake.versions(List.of(NOTES, ITEMS))).isEmpty();
    assertThatTable(lake.read(NOTES, Lake.ABSENT)).isEmpty();
    Commit first = lake.write(NOTE, items.of("a"), FIRST, WHOLE);
    Map<String, Long> pins = lake.versions(List.of(NOTES, ITEMS));
    Lake other = open(spark);
    other.write(NOTE, items.of("b"), SECOND, WHOLE);

    assertThat(pins).containsExactly(Map.entry("silver.notes", first.version()));
    assertThatTable(lake.read(NOTES, first.version())).has(ID, "a");
    assertThatTable(other.read(NOTES, first.version())).has(ID, "a");
    assertThatTable(newest(NOTES)).has(ID, "a", "b");
  }

  @Test
  void shouldReplaceExactlyTheScope() {
    LocalDate next = AS_OF.plusDays(1);
    lake.write(DAY, items.daily(AS_OF, "a", "b"), FIRST, WHOLE);
    lake.write(DAY, items.daily(next, "c"), Runs.asOf(next, SECOND), WHOLE);
    assertThatTable(newest(DAILY)).has(ID, "a", "b", "c");

    Run third = Runs.number(3);
    assertThat(lake.write(DAY, items.daily(AS_OF, "d"), third, WHOLE).rows()).isEqualTo(1);
    assertThatTable(newest(DAILY)).has(ID, "c", "d");
    assertThat(lake.write(DAY, items.daily(AS_OF), Runs.number(4), WHOLE).rows()).isZero();
    assertThatTable(newest(DAILY)).hasRows(items.daily(next, "c"));
    assertThat(lake.committed(DAY, Runs.number(4))).isPresent();
  }

  @Test
  void shouldRefuseRowsOutsideTheScopeAndKeysThatComeTwice() {
    assertThatThrownBy(() -> lake.write(DAY, items.daily(AS_OF.plusDays(1), "a"), FIRST, WHOLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot write gold.daily")
        .hasMessageContaining("outside the days that it replaces");
    assertThatThrownBy(() -> lake.write(DAY, items.daily(AS_OF, "a", "b", "a"), FIRST, WHOLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot write gold.daily")
        .hasMessageContaining("keys [as_of, id] more than once");
    assertThatTable(newest(DAILY)).isEmpty();
  }

  @Test
  void shouldTakeWholeRowsAsTheTableAndChangesAsPartOfIt() {
    lake.write(BUILD, items.priced("a", 1, "b", 2, "c", 3), FIRST, WHOLE);
    Dataset<Row> changes = Items.leaving(items.priced("a", 9, "b", 0, "d", 4, "e", 0), "b", "e");
    assertThat(lake.write(BUILD, changes, SECOND, PART).rows()).isEqualTo(2);
    assertThatTable(newest(ITEMS)).hasRows(items.priced("a", 9, "c", 3, "d", 4));

    Commit nothing = lake.write(BUILD, items.priced(), Runs.number(3), PART);
    assertThat(nothing.rows()).isZero();
    assertThat(lake.committed(BUILD, Runs.number(3))).isPresent();
    assertThatTable(newest(ITEMS)).has(ID, "a", "c", "d");

    Dataset<Row> all = Items.leaving(items.priced("a", 9, "f", 6), "a");
    assertThat(lake.write(BUILD, all, Runs.number(4), WHOLE).rows()).isEqualTo(1);
    assertThatTable(newest(ITEMS)).hasRows(items.priced("f", 6));
  }

  @Test
  void shouldTakeRowsOfAWholeTableAsAllOfItUnlessThereAreNone() {
    lake.write(TOTAL, items.priced("a", 1, "b", 2), FIRST, WHOLE);
    assertThat(lake.write(TOTAL, items.priced(), SECOND, PART).rows()).isZero();
    assertThat(lake.committed(TOTAL, SECOND)).isPresent();
    assertThatTable(newest(TOTALS)).hasRows(items.priced("a", 1, "b", 2));

    Dataset<Row> changed = Items.leaving(items.priced("a", 0, "b", 9, "c", 3), "a");
    assertThat(lake.write(TOTAL, changed, Runs.number(3), PART).rows()).isEqualTo(2);
    assertThatTable(newest(TOTALS)).hasRows(items.priced("b", 9, "c", 3));

    Dataset<Row> gone = Items.leaving(items.priced("b", 0, "c", 0), "b", "c");
    lake.write(TOTAL, Items.rejecting(gone, "x"), Runs.number(4), PART);
    assertThatTable(newest(TOTALS)).isEmpty();

    assertThatThrownBy(() -> lake.write(TOTAL, items.priced("a", 1, "a", 2), Runs.number(5), PART))
        .hasMessageContaining("keys [id] more than once");
    lake.write(TOTAL, items.priced("a", 1), Runs.number(5), PART);
    lake.write(TOTAL, items.priced(), Runs.number(6), WHOLE);
    assertThatTable(newest(TOTALS)).isEmpty();
  }

  @Test
  void shouldTakeRowsOfNewKeysAndOfKnownOnes() {
    lake.write(BUILD, items.priced("a", 1), FIRST, WHOLE);
    Dataset<Row> unknown = items.priced("b", 2, "c", 3).withColumn(Write.KNOWN.name(), lit(false));
    assertThat(lake.write(BUILD, unknown, SECOND, PART).rows()).isEqualTo(2);
    assertThatTable(newest(ITEMS)).hasRows(items.priced("a", 1, "b", 2, "c", 3));

    Dataset<Row> both =
        items.priced("a", 9, "d", 4).withColumn(Write.KNOWN.name(), ID.col().equalTo("a"));
    assertThat(lake.write(BUILD, both, Runs.number(3), PART).rows()).isEqualTo(2);
    assertThatTable(newest(ITEMS)).hasRows(items.priced("a", 9, "b", 2, "c", 3, "d", 4));
  }
}
