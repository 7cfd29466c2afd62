package io.clientele.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Quality;
import io.clientele.silver.Quality.Limit;
import io.clientele.silver.Quality.Rule;
import io.clientele.step.Balance;
import io.clientele.step.Basis;
import io.clientele.step.Commit;
import io.clientele.step.Lake;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Result;
import io.clientele.table.Check.Severity;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.LambdaStage;
import io.clientele.testkit.MemoryLake;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class WeighingSparkTest {
  private static final Limit LIMIT = new Limit(3, Severity.WARN);

  @Test
  void shouldCompareWhatCameWithWhatMostlyDoes(SparkSession spark) {
    Lake lake = new MemoryLake(spark);
    received(spark, lake, 1, Accounted.RECEIVED + " anew", 9000);
    received(spark, lake, 2, Accounted.RECEIVED, 100);
    received(spark, lake, 3, Accounted.RECEIVED, 8000);
    assertThat(volume(lake, false, 100)).as("too few runs to compare with").isEmpty();

    received(spark, lake, 4, Accounted.RECEIVED, 120);

    assertThat(volume(lake, false, 360)).containsExactly(Outcome.PASS);
    assertThat(volume(lake, false, 361)).containsExactly(Outcome.WARN);
    assertThat(volume(lake, false, 40)).containsExactly(Outcome.PASS);
    assertThat(volume(lake, false, 39)).containsExactly(Outcome.WARN);
    assertThat(volume(lake, true, 9000)).as("all that there is").isEmpty();
  }

  private static List<Outcome> volume(Lake lake, boolean whole, long came) {
    Balance balance = new Balance(whole, came, Map.of(Fate.KEPT, came), List.of());
    return new Volume(lake, Runs.number(5), LIMIT)
        .of(List.of(new Accounted(Orders.TABLE, balance))).stream()
            .map(verdict -> verdict.result().outcome())
            .toList();
  }

  private static void received(
      SparkSession spark, Lake lake, long seq, String check, double records) {
    Rows row =
        Rows.of(CheckLog.TABLE)
            .row()
            .with(RunLog.RUN_SEQ, seq)
            .with(CheckLog.TABLE_ID, Orders.TABLE.id())
            .with(CheckLog.CHECK, check)
            .with(CheckLog.VALUE, records);
    write(lake, LambdaStage.writing("note", CheckLog.TABLE), row, Runs.number(seq), spark);
  }

  @Test
  void shouldFollowTheReferencesOfWhatCame(SparkSession spark) {
    Lake lake = new MemoryLake(spark);
    Step orders = fed(Orders.TABLE);
    Step lines = fed(OrderLines.TABLE);
    write(lake, orders, keyed(Orders.TABLE, Origin.SOURCE_ID, "o1"), Runs.number(1), spark);
    write(lake, lines, lines("gone"), Runs.number(1), spark);
    Run run = Runs.pinned(lake.versions(List.of(Orders.TABLE, OrderLines.TABLE)), Runs.number(2));
    Map<Step, Commit> commits = new LinkedHashMap<>();
    commits.put(
        orders, write(lake, orders, keyed(Orders.TABLE, Origin.SOURCE_ID, "o2"), run, spark));
    commits.put(lines, write(lake, lines, lines("o1", "o2", "o2", "no", "nor"), run, spark));

    Quality quality = new Quality(Map.of(Rule.DANGLING, new Limit(0.4, Severity.WARN)));
    List<Verdict> verdicts = new References(lake, run, quality, commits).verdicts();

    assertThat(verdicts)
        .extracting(Verdict::result)
        .extracting(Result::check, Result::outcome, Result::value)
        .containsExactly(tuple("dangling order_source_id", Outcome.WARN, 0.5));
    commits.remove(orders);
    assertThat(new References(lake, run, quality, commits).verdicts()).isEmpty();
  }

  private static Rows lines(String... orders) {
    return keyed(OrderLines.TABLE, OrderLines.ORDER_SOURCE_ID, orders);
  }

  private static Rows keyed(Table table, Field field, String... values) {
    Rows rows = Rows.of(table);
    for (String value : values) {
      rows.row().with(Origin.SOURCE_ID, value + rows.list().size()).with(field, value);
    }
    return rows;
  }

  private static Step fed(Table table) {
    return new LambdaStage("build-" + table.name(), table, Set.of(new Read.Own(table)), in -> null);
  }

  private static Commit write(Lake lake, Step step, Rows rows, Run run, SparkSession spark) {
    return lake.write(step, rows.in(spark), run, new Basis("", false, Map.of()));
  }
}
