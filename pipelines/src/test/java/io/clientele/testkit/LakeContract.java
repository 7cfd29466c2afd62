package io.clientele.testkit;

import static io.clientele.testkit.Items.AMOUNT;
import static io.clientele.testkit.Items.ID;
import static io.clientele.testkit.Items.ITEMS;
import static io.clientele.testkit.Items.NOTES;
import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.clientele.lake.Quarantine;
import io.clientele.problem.UserError;
import io.clientele.step.Balance;
import io.clientele.step.Commit;
import io.clientele.step.Judged;
import io.clientele.step.Reason;
import io.clientele.step.Refusal;
import io.clientele.step.Step;
import io.clientele.table.Check;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Severity;
import io.clientele.table.Fate;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** The laws of a lake: every implementation passes them. Here those of what may not pass. */
public abstract class LakeContract extends LakeTableLaws {

  @Test
  void shouldHealAnAttemptThatEndedBetweenRejectsAndTable() {
    Dataset<Row> broken = Items.losing("c", Items.rejecting(items.of("a", "b", "c"), "b"));
    assertThatThrownBy(() -> lake.write(NOTE, broken, FIRST, WHOLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "Cannot write silver.notes: step take-notes brings a row without a value for id");
    assertThatTable(newest(Quarantine.TABLE)).has(Quarantine.VALUE, "b");
    assertThatTable(newest(NOTES)).isEmpty();

    Dataset<Row> mended = Items.rejecting(items.of("a", "b", "c"), "b", "c");
    Commit commit = open(spark).write(NOTE, mended, FIRST, WHOLE);

    assertThat(commit.rows()).isEqualTo(1);
    assertThat(commit.rejected()).isEqualTo(2);
    assertThatTable(newest(NOTES)).has(ID, "a");
    assertThatTable(newest(Quarantine.TABLE)).has(Quarantine.VALUE, "b", "c");
  }

  @Test
  void shouldKeepRejectsOfEveryRunWithTheirOrigin() {
    lake.write(BUILD, Items.rejecting(items.of("a", "b"), "b"), FIRST, WHOLE);
    lake.write(BUILD, Items.rejecting(items.of("a", "c"), "c"), SECOND, WHOLE);

    Rows expected = Rows.of(Quarantine.TABLE);
    Map.of(FIRST, "b", SECOND, "c")
        .forEach(
            (run, value) ->
                expected
                    .row()
                    .with(Quarantine.RUN_ID, run.id())
                    .with(Quarantine.RUN_SEQ, run.seq())
                    .with(Quarantine.STEP, "build-items")
                    .with(Quarantine.TABLE_ID, "silver.items")
                    .with(Quarantine.CODE, "unknown")
                    .with(Quarantine.FIELD, "id")
                    .with(Quarantine.VALUE, value)
                    .with(Quarantine.PLACE, "notes.csv, byte 17"));
    assertThatTable(newest(Quarantine.TABLE)).hasRows(expected);
    assertThatTable(newest(ITEMS)).has(ID, "a");
  }

  @Test
  void shouldKeepRejectsAndVerdictsAloneWhereACheckFails() {
    Check few = new Check("rejected", share(), 0, 0.1, Severity.FAIL, "Too many rows rejected.");
    Check some = new Check("rows", count(lit(1)), 1, 10, Severity.WARN, "No rows.");
    Step step = LambdaStage.writing("build-items", ITEMS.with(List.of(few, some)));
    lake.write(step, Items.rejecting(items.of("a")), FIRST, WHOLE);

    Dataset<Row> bad = Items.rejecting(items.of("b", "c"), "c");
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> lake.write(step, bad, SECOND, WHOLE));

    assertThat(refusal)
        .hasMessageContaining("Cannot write silver.items: check rejected found 0.5")
        .hasMessageContaining("Too many rows rejected.");
    assertThat(refusal.rejected()).isEqualTo(1);
    assertThat(refusal.reasons())
        .containsExactly(
            new Reason("silver.items", "unknown", "id", 1, List.of("notes.csv, byte 17")));
    assertThat(refusal.checks())
        .extracting(Check.Result::check, Check.Result::outcome, Check.Result::value)
        .containsExactly(tuple("rejected", Outcome.FAIL, 0.5), tuple("rows", Outcome.PASS, 2.0));
    assertThat(refusal.toUserError().kind()).isEqualTo(UserError.Kind.REFUSED);
    assertThatTable(newest(Quarantine.TABLE)).has(Quarantine.VALUE, "c");
    assertThatTable(newest(ITEMS)).has(ID, "a");
    assertThat(lake.committed(step, SECOND)).isEmpty();
  }

  @Test
  void shouldTellEveryVerdictWhateverOneOfThemDoes() {
    Check dear = new Check("dear", sum(AMOUNT.col()), 100, 1000, Severity.WARN, "Cheap.");
    Check zero =
        new Check("ratio", avg(lit(1).divide(AMOUNT.col())), 0, 1, Severity.WARN, "Ratio.");
    Check lost = new Check("lost", sum(Rejects.PLACE.col()), 0, 9, Severity.WARN, "Lost.");
    Check there = new Check("there", count(lit(1)), 1, 10, Severity.FAIL, "No rows.");
    Table table = NOTES.with(List.of(dear, zero, lost, there));
    Step step = LambdaStage.writing("take-notes", table);

    Commit commit = lake.write(step, items.priced("a", 0, "b", 7), FIRST, WHOLE);

    assertThat(commit.checks())
        .extracting(Check.Result::outcome)
        .containsExactly(Outcome.WARN, Outcome.ERROR, Outcome.ERROR, Outcome.PASS);
    assertThat(open(spark).committed(step, FIRST).orElseThrow().checks())
        .isEqualTo(commit.checks());
    assertThatTable(newest(NOTES)).has(ID, "a", "b");

    Check strict = new Check("ratio", zero.aggregate(), 0, 1, Severity.FAIL, "Ratio.");
    Step other = LambdaStage.writing("other", NOTES.with(List.of(strict)));
    assertThatThrownBy(() -> lake.write(other, items.priced("c", 0), FIRST, WHOLE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Cannot write silver.notes: check ratio was not computed");
    assertThatTable(newest(NOTES)).has(ID, "a", "b");
  }

  private static Column share() {
    return avg(Rejects.any().cast(DataTypes.IntegerType));
  }

  @Test
  void shouldAccountForEveryRecordAndKeepTheNewestAlone() {
    Dataset<Row> rows = items.priced("a", 1, "b", 2, "b", 20, "c", 3, "d", 4);
    Dataset<Row> told =
        Items.received(Items.rejecting(rows, "c"), Fate.SUPERSEDED, 5, "b")
            .union(Items.received(Items.rejecting(items.priced("e", 5)), Fate.LEFT_OUT, 1, "e"));

    Commit commit = lake.write(BUILD, told, FIRST, WHOLE);

    assertThatTable(newest(ITEMS)).hasRows(items.priced("a", 1, "d", 4));
    assertThat(commit.rows()).isEqualTo(2);
    assertThat(commit.rejected()).isEqualTo(1);
    Balance balance = commit.balance();
    assertThat(balance.whole()).isTrue();
    assertThat(balance.announced()).isEqualTo(6).isEqualTo(balance.accounted());
    assertThat(balance.records())
        .isEqualTo(
            Map.of(Fate.KEPT, 2L, Fate.SUPERSEDED, 2L, Fate.REJECTED, 1L, Fate.LEFT_OUT, 1L));
    assertThat(open(spark).committed(BUILD, FIRST).orElseThrow().balance()).isEqualTo(balance);

    Balance none = lake.write(BUILD, told.where(lit(false)), SECOND, PART).balance();
    assertThat(none.isTold()).isTrue();
    assertThat(none.whole()).isFalse();
    assertThat(none.announced()).isZero().isEqualTo(none.accounted());
  }

  @Test
  void shouldTellWhoseRejectsStillStand() {
    assertThat(lake.judged(BUILD)).isEqualTo(Judged.NOTHING);
    lake.write(BUILD, Items.rejecting(items.of("a", "b"), "b"), FIRST, WHOLE);
    lake.write(BUILD, Items.rejecting(items.of("c")), SECOND, PART);
    lake.write(BUILD, Items.rejecting(items.of("d"), "d"), Runs.number(3), PART);
    assertThat(open(spark).judged(BUILD)).isEqualTo(new Judged(3, List.of(1L, 3L)));

    lake.write(BUILD, Items.rejecting(items.of("a", "d"), "d"), Runs.number(4), WHOLE);
    assertThat(open(spark).judged(BUILD)).isEqualTo(new Judged(4, List.of(4L)));
  }

  @Test
  void shouldKeepRowsThatTellNothingAgainstThemselves() {
    Dataset<Row> silent =
        items
            .of("a", "b")
            .withColumn(Rejects.REASONS.name(), Rejects.REASONS.absent())
            .withColumn(Write.GONE.name(), Write.GONE.absent());

    assertThat(lake.write(BUILD, silent, FIRST, WHOLE).rows()).isEqualTo(2);
    assertThat(lake.write(BUILD, silent, SECOND, PART).rows()).isEqualTo(2);
    assertThatTable(newest(ITEMS)).has(ID, "a", "b");
  }
}
