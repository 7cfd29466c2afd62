package io.clientele.step;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.LambdaStage;
import io.clientele.testkit.MemoryLake;
import io.clientele.testkit.MemoryStore;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ExecutionSparkTest {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Table RAW =
      new Table(Layer.BRONZE, "raw", List.of(ID), List.of(), new Write.Append());
  private static final Table CLEAN =
      new Table(Layer.SILVER, "clean", List.of(ID), List.of(ID), new Write.Upsert());

  private final MemoryStore store = new MemoryStore();
  private final List<Optional<List<String>>> seen = new ArrayList<>();
  private SparkSession spark;
  private MemoryLake lake;

  @BeforeEach
  void openLake(SparkSession session) {
    spark = session;
    lake = new MemoryLake(session, store);
  }

  /** A new process of the run that starts from what the tables were when the run was opened. */
  private Execution execution(long seq, Map<String, Long> pins) {
    return new Execution(
        new MemoryLake(spark, store), Runs.pinned(pins, Runs.number(seq)), Map.of());
  }

  private Map<String, Long> pins() {
    return lake.versions(List.of(RAW, CLEAN));
  }

  private LambdaStage extract(String... ids) {
    Rows rows = Rows.of(RAW);
    List.of(ids).forEach(id -> rows.row().with(ID, id));
    return new LambdaStage("extract", RAW, Set.of(), in -> rows.in(spark));
  }

  /** Keeps what it was told of changes, and rebuilds only those rows where it may. */
  private final LambdaStage clean =
      new LambdaStage(
          "clean",
          CLEAN,
          Set.of(new Read.Changes(RAW), new Read.All(RAW)),
          in -> {
            Optional<Dataset<Row>> changed = in.changes(RAW).map(Changes::both);
            seen.add(changed.map(ExecutionSparkTest::ids));
            return changed.orElseGet(() -> in.all(RAW));
          });

  private static List<String> ids(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.getString(0)).sorted().toList();
  }

  @Test
  void shouldReadWhatTheRunCommittedAndPinsOfEverythingElse() {
    execution(1, Map.of()).execute(extract("a"));
    Map<String, Long> pins = pins();
    execution(2, pins).execute(extract("b"));

    Execution third = execution(3, pins);
    third.execute(clean);
    assertThatTable(lake.newest(CLEAN)).has(ID, "a");

    Execution fourth = execution(4, pins);
    fourth.execute(extract("c"));
    fourth.execute(clean.withRecipe("anew"));
    assertThatTable(lake.newest(CLEAN)).has(ID, "a", "b", "c");
  }

  @Test
  void shouldTellChangesSinceTheStepsOwnLastCommit() {
    Execution first = execution(1, pins());
    first.execute(extract("a"));
    first.execute(clean);
    execution(2, pins()).execute(extract("b"));
    Execution third = execution(3, pins());
    third.execute(extract("c"));
    third.execute(clean);
    execution(4, pins()).execute(clean);

    assertThat(seen)
        .containsExactly(Optional.empty(), Optional.of(List.of("b", "c")), Optional.of(List.of()));
    assertThatTable(lake.newest(CLEAN)).has(ID, "a", "b", "c");
  }

  @Test
  void shouldBuildAnewWhereTheRecipeChangedOrHistoryIsLost() {
    Execution first = execution(1, pins());
    first.execute(extract("a"));
    first.execute(clean);
    execution(2, pins()).execute(clean.withRecipe("other zone"));
    Execution third = execution(3, pins());
    third.execute(extract("b"));
    store.forgetChanges(RAW);
    third.execute(clean.withRecipe("other zone"));

    assertThat(seen).containsExactly(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(lake.basis(clean).orElseThrow().whole()).isTrue();
    assertThatTable(lake.newest(CLEAN)).has(ID, "a", "b");
  }

  @Test
  void shouldTellWhetherRowsStandRejected() {
    List<Boolean> settled = new ArrayList<>();
    Set<String> refused = new HashSet<>(Set.of("bad"));
    LambdaStage judge =
        new LambdaStage(
            "judge",
            CLEAN,
            Set.of(new Read.Changes(RAW), new Read.All(RAW)),
            in -> {
              settled.add(in.isSettled());
              Column reason =
                  Rejects.reason(ID.col().isin(refused.toArray()), "REFUSED", ID, ID.col());
              return in.changes(RAW)
                  .map(Changes::both)
                  .orElseGet(() -> in.all(RAW))
                  .withColumn(Rejects.REASONS.name(), Rejects.reasons(List.of(reason)));
            });
    Execution first = execution(1, pins());
    first.execute(extract("a", "bad"));
    first.execute(judge);
    execution(2, pins()).execute(judge);
    refused.clear();
    execution(3, pins()).execute(judge.withRecipe("anew"));
    execution(4, pins()).execute(judge.withRecipe("anew"));

    assertThat(settled).containsExactly(true, false, false, true);
    assertThatTable(lake.newest(CLEAN)).has(ID, "a", "bad");
  }

  @Test
  void shouldNotBuildAgainWhatTheRunCommitted() {
    Map<String, Long> pins = pins();
    Execution first = execution(1, pins);
    first.execute(extract("a"));
    Commit commit = first.execute(clean);

    Execution resumed = execution(1, pins);
    resumed.execute(extract("never built"));
    Commit again = resumed.execute(clean);

    assertThat(seen).hasSize(1);
    assertThat(again.already()).isTrue();
    assertThat(again.version()).isEqualTo(commit.version());
    assertThat(resumed.version(RAW)).isEqualTo(first.version(RAW));
  }
}
