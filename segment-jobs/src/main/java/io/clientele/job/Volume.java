package io.clientele.job;

import static org.apache.spark.sql.functions.lit;

import io.clientele.silver.Quality.Limit;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Result;
import io.clientele.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Whether about as many records came as mostly do.
 *
 * @param limit how many times more, or fewer, are still as expected
 */
record Volume(Lake lake, Run run, Limit limit) {
  private static final String NAME = "volume";

  /** Runs that are looked back on at most, and that there must be at least. */
  private static final int RUNS = 10;

  private static final int FEWEST = 3;

  /** For each table that received what is new, where enough runs came before. */
  List<Verdict> of(List<Accounted> accounts) {
    List<Accounted> ordinary = accounts.stream().filter(a -> !a.balance().whole()).toList();
    if (ordinary.isEmpty()) {
      return List.of();
    }
    Map<String, List<Double>> before = before(ordinary);
    return ordinary.stream()
        .flatMap(
            account ->
                median(before.getOrDefault(account.table().id(), List.of()))
                    .map(median -> judge(account, median))
                    .stream())
        .toList();
  }

  private Map<String, List<Double>> before(List<Accounted> accounts) {
    Object[] tables = accounts.stream().map(account -> account.table().id()).toArray();
    List<Row> rows =
        lake.current(CheckLog.TABLE)
            .where(
                CheckLog.CHECK
                    .col()
                    .equalTo(Accounted.RECEIVED)
                    .and(CheckLog.TABLE_ID.col().isin(tables))
                    .and(RunLog.RUN_SEQ.col().lt(lit(run.seq()))))
            .select(CheckLog.TABLE_ID.col(), CheckLog.VALUE.col())
            .orderBy(RunLog.RUN_SEQ.col().desc(), CheckLog.TABLE_ID.col())
            .takeAsList(RUNS * tables.length);
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getString(0),
                Collectors.mapping(row -> row.getDouble(1), Collectors.toList())));
  }

  private static Optional<Double> median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values.stream().sorted().toList());
    return sorted.size() < FEWEST
        ? Optional.empty()
        : Optional.of(sorted.get(sorted.size() / 2)).filter(median -> median > 0);
  }

  private Verdict judge(Accounted account, double median) {
    Table table = account.table();
    double times = account.balance().accounted() / median;
    boolean usual = times <= limit.most() && times >= 1 / limit.most();
    return new Verdict(
        table,
        new Result(
            NAME,
            usual ? Outcome.PASS : Outcome.valueOf(limit.severity().name()),
            times,
            "Far more or fewer " + table.name().replace('_', ' ') + " came than mostly do."));
  }
}
