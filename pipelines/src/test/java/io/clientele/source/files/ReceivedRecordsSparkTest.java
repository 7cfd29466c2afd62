package io.clientele.source.files;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.clientele.silver.Draft;
import io.clientele.silver.Feed;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Quality;
import io.clientele.silver.Quality.Limit;
import io.clientele.silver.Quality.Rule;
import io.clientele.silver.Rejected;
import io.clientele.step.Balance;
import io.clientele.step.Judged;
import io.clientele.step.Reason;
import io.clientele.step.Refusal;
import io.clientele.table.Check;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Severity;
import io.clientele.table.Fate;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ReceivedRecordsSparkTest {
  private static final String HEADER = "id,customer,placed,total,status,updated\n";

  @TempDir Path folder;

  @Test
  void shouldAccountForEveryRecordFromRunToRun(SparkSession spark) throws IOException {
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv"));
    file("a.csv", "o1,c,2026-01-01,1,,", "o1,c,2026-01-01,2,,", "o2,c,soon,4,,", "o3,c,x,y,,");
    assertThat(runs.run().balance(Orders.TABLE))
        .isEqualTo(
            balance(true, 4, 1, 1, 2, Map.of(Fate.KEPT, 2, Fate.SUPERSEDED, 1, Fate.REJECTED, 4)));

    // Of the table's own rows, which are weighed again, nothing is told.
    file("b.csv", "o1,c,2026-01-01,8,,2020-01-01", "o4,c,2026-01-01,16,,");
    assertThat(runs.run().balance(Orders.TABLE))
        .isEqualTo(balance(false, 2, 2, 0, 0, Map.of(Fate.KEPT, 24)));
    assertThat(runs.run().balance(Orders.TABLE)).isEqualTo(balance(false, 0, 0, 0, 0, Map.of()));

    // What came and was corrected before it was looked at came once; old records of its keys not.
    file("c.csv", "o1,c,2026-01-01,1,,", "o5,c,2026-01-01,1,,");
    runs.take();
    java.nio.file.Files.writeString(
        folder.resolve("c.csv"), HEADER + "o4,c,2026-01-01,32,,\no6,c,2026-01-01,no,,\n");
    assertThat(runs.run().balance(Orders.TABLE))
        .isEqualTo(balance(false, 2, 1, 0, 1, Map.of(Fate.KEPT, 32)));
    assertThat(runs.values(Orders.TABLE, Orders.NET_TOTAL))
        .containsExactly(money("8"), money("32"));
  }

  @Test
  void shouldWriteNoRowThatIsThereAlready(SparkSession spark) throws IOException {
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv"));
    file("a.csv", "o1,c,2026-01-01,1,,2020-01-02", "o2,c,2026-01-01,2,,2020-01-02");
    assertThat(runs.run().written(Orders.TABLE)).isEqualTo(2);

    file("b.csv", "o1,c,2026-01-01,4,,2020-01-01");
    assertThat(runs.run().balance(Orders.TABLE))
        .isEqualTo(balance(false, 1, 0, 1, 0, Map.of(Fate.SUPERSEDED, 4)));
    assertThat(runs.written(Orders.TABLE)).isZero();

    file("c.csv", "o2,c,2026-01-01,8,,2020-01-03", "o3,c,2026-01-01,16,,2020-01-03");
    assertThat(runs.run().written(Orders.TABLE)).isEqualTo(2);
    assertThat(runs.values(Orders.TABLE, Orders.NET_TOTAL))
        .containsExactly(money("1"), money("8"), money("16"));
  }

  @Test
  void shouldLeaveOutWithoutJudging(SparkSession spark) {
    Runs runs =
        new Runs(spark, folder, Given.orders(Given.CSV, "*.csv"))
            .reading(
                drafts(
                    rows ->
                        rows.withColumn(
                            Draft.LEFT_OUT.name(), lit("x").equalTo(Orders.STATUS.col()))));
    file("a.csv", "o1,c,2026-01-01,1,,", "o1,c,2026-01-01,2,x,", "o2,c,soon,4,x,");

    assertThat(runs.run().balance(Orders.TABLE).records())
        .isEqualTo(
            Map.of(Fate.KEPT, 1L, Fate.SUPERSEDED, 0L, Fate.REJECTED, 0L, Fate.LEFT_OUT, 2L));
    assertThat(runs.values(Orders.TABLE, Orders.NET_TOTAL)).containsExactly(money("1"));
  }

  @Test
  void shouldRefuseTooManyRejectsAndTakeAllOnceTheCauseIsMended(SparkSession spark) {
    Quality strict = new Quality(Map.of(Rule.REJECTED, new Limit(0.25, Severity.FAIL)));
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv")).expecting(strict);
    file("a.csv", "o1,c,2026-01-01,1,,", "o2,c,2026-01-01,2,,", "o3,c,2026-01-01,3,,", "o4,c,x,,,");
    runs.run();
    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o1", "o2", "o3");

    file("b.csv", "o5,c,2026-01-01,1,,", "o6,c,soon,ten,,");
    Refusal refusal = catchThrowableOfType(Refusal.class, runs::run);
    assertThat(refusal).hasMessageContaining("check rejected found 0.5");
    assertThat(refusal.reasons())
        .containsExactly(
            new Reason("silver.orders", "NOT_A_NUMBER", "net_total", 1, List.of("b.csv @ 60")),
            new Reason("silver.orders", "NOT_A_TIME", "placed_at", 1, List.of("b.csv @ 60")));
    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o1", "o2", "o3");
    assertThat(runs.judged(Orders.TABLE)).isEqualTo(new Judged(1, List.of(1L)));

    runs.expecting(Quality.ANY).run();
    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o1", "o2", "o3", "o5");
    assertThat(runs.judged(Orders.TABLE)).isEqualTo(new Judged(3, List.of(1L, 3L)));
  }

  @Test
  void shouldReadRejectedRecordsAgainWhereAsked(SparkSession spark) {
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv"));
    file("a.csv", "o1,c,2026-01-01,1,,", "o2,c,2026-01-01,2;5,,", "o3,c,2026-01-01,ten,,");
    runs.run();
    runs.reading(
        drafts(
            rows ->
                rows.withColumn(
                    Orders.NET_TOTAL.name(), regexp_replace(Orders.NET_TOTAL.col(), ";", "."))));
    file("b.csv", "o4,c,2026-01-01,4,,", "o5,c,2026-01-01,five,,");
    runs.run();
    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o1", "o4");

    file("c.csv", "o6,c,2026-01-01,six,,", "o7,c,2026-01-01,7,,");
    runs.rejected(Rejected.RETRIED).run();

    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o1", "o2", "o4", "o7");
    assertThat(runs.balance(Orders.TABLE))
        .isEqualTo(balance(false, 2, 1, 0, 1, Map.of(Fate.KEPT, 7)));
    assertThat(runs.written(Orders.TABLE)).isEqualTo(2);
    assertThat(runs.judged(Orders.TABLE)).isEqualTo(new Judged(3, List.of(3L)));
    assertThat(runs.rejected())
        .containsExactly(
            "NOT_A_NUMBER net_total a.csv @ 60",
            "NOT_A_NUMBER net_total a.csv @ 82",
            "NOT_A_NUMBER net_total a.csv @ 82",
            "NOT_A_NUMBER net_total b.csv @ 60",
            "NOT_A_NUMBER net_total b.csv @ 60",
            "NOT_A_NUMBER net_total c.csv @ 40");

    // What the first retry took in is rejected no more, and there already.
    assertThat(runs.run().written(Orders.TABLE)).isZero();
  }

  @Test
  void shouldJudgeWhatCameByWhatIsExpected(SparkSession spark) {
    file(
        "a.csv",
        "o1,c,2026-01-10,-1,,",
        "o2,,2026-03-02,2,,",
        "o3,c,2026-01-10,2,,2020-01-01",
        "o3,c,2026-01-10,2,,2020-01-02",
        "o4,c,2026-01-10,ten,,");
    Quality low = limited(0.2);
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv")).expecting(low).run();

    Map<String, Check.Result> verdicts = runs.verdicts(Orders.TABLE);
    assertThat(verdicts.values())
        .filteredOn(verdict -> verdict.outcome() != Outcome.PASS)
        .extracting(Check.Result::check)
        .containsExactlyInAnyOrder(
            "missing customer_source_id", "negative net_total", "future placed_at");
    assertThat(verdicts.get("future placed_at").value()).isEqualTo(1 / 3.0);
    assertThat(verdicts.get("repeated").value()).isEqualTo(0.2);
    assertThat(verdicts.get("age-days").value()).isEqualTo(-1);
    assertThat(verdicts.get("balance").value()).isZero();

    file("b.csv", "o9,c,2026-01-01,1,,");
    assertThat(runs.run().verdicts(Orders.TABLE).values())
        .filteredOn(verdict -> verdict.outcome() != Outcome.PASS)
        .extracting(Check.Result::check, Check.Result::value)
        .containsExactly(tuple("age-days", 59.0));
  }

  private static Quality limited(double most) {
    Limit limit = new Limit(most, Severity.WARN);
    return new Quality(
        Map.of(
            Rule.REJECTED, limit,
            Rule.MISSING, limit,
            Rule.REPEATED, limit,
            Rule.NEGATIVE, limit,
            Rule.FUTURE, limit,
            Rule.AGE_DAYS, new Limit(7, Severity.WARN)));
  }

  private static UnaryOperator<Feed> drafts(UnaryOperator<Dataset<Row>> changed) {
    return feed ->
        new Feed(
            feed.from(),
            feed.to(),
            feed.fills(),
            records -> changed.apply(feed.draft().apply(records)),
            feed.recipe());
  }

  private static Balance balance(
      boolean whole,
      long announced,
      long kept,
      long superseded,
      long rejected,
      Map<Fate, Integer> euros) {
    Map<Fate, BigDecimal> amounts = new TreeMap<>();
    euros.forEach((fate, amount) -> amounts.put(fate, money(amount.toString())));
    return new Balance(
        whole,
        announced,
        Map.of(
            Fate.KEPT,
            kept,
            Fate.SUPERSEDED,
            superseded,
            Fate.REJECTED,
            rejected,
            Fate.LEFT_OUT,
            0L),
        euros.isEmpty() ? List.of() : List.of(new Balance.Sums("EUR", amounts)));
  }

  private void file(String name, String... lines) {
    Given.file(folder, name, HEADER + String.join("\n", lines) + "\n");
  }

  private static BigDecimal money(String amount) {
    return new BigDecimal(amount).setScale(4);
  }
}
