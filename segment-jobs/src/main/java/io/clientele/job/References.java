package io.clientele.job;

import io.clientele.silver.Quality;
import io.clientele.silver.Quality.Limit;
import io.clientele.silver.Quality.Rule;
import io.clientele.silver.Reference;
import io.clientele.step.Changes;
import io.clientele.step.Commit;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Result;
import io.clientele.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether the rows that a run brought name rows that are there. Looked at once all tables are
 * written, since what is named may come with the same run.
 *
 * @param commits of the run's steps, with the steps
 */
record References(Lake lake, Run run, Quality quality, Map<Step, Commit> commits) {

  /** For each reference of tables that sources feed, where rows that may hold it came. */
  List<Verdict> verdicts() {
    return Reference.ALL.stream().flatMap(reference -> verdict(reference).stream()).toList();
  }

  private Optional<Verdict> verdict(Reference reference) {
    Optional<Commit> from = commit(reference.from()).filter(commit -> commit.rows() > 0);
    Optional<Commit> to = commit(reference.to());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return came(reference.from(), from.get())
        .map(
            rows ->
                reference.follow(
                    rows, from.get().rows(), lake.read(reference.to(), to.get().version())))
        .map(followed -> judge(reference, followed));
  }

  /** A table without a source has no rows that could be named. */
  private Optional<Commit> commit(Table table) {
    return commits.entrySet().stream()
        .filter(entry -> entry.getKey().output().id().equals(table.id()))
        .filter(entry -> !entry.getKey().reads().isEmpty())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Optional<Dataset<Row>> came(Table table, Commit commit) {
    long before = run.pins().getOrDefault(table.id(), Lake.ABSENT);
    return before == Lake.ABSENT
        ? Optional.of(lake.read(table, commit.version()))
        : lake.changes(table, before, commit.version()).map(Changes::added);
  }

  private Verdict judge(Reference reference, Reference.Followed followed) {
    Limit limit = quality.of(Rule.DANGLING);
    boolean holds = followed.dangling() <= limit.most();
    return new Verdict(
        reference.from(),
        new Result(
            "dangling " + reference.by(),
            holds ? Outcome.PASS : Outcome.valueOf(limit.severity().name()),
            followed.dangling(),
            "Many name rows of %s that are not there: do files lack?".formatted(reference.to())));
  }
}
