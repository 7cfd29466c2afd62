package io.clientele.job;

import io.clientele.silver.Quality;
import io.clientele.silver.Quality.Rule;
import io.clientele.step.Commit;
import io.clientele.step.Lake;
import io.clientele.step.Refusal;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of a job's records only once its tables are written. */
record Weighing(Lake lake, Run run, Quality quality, Job job) {

  /** What became of the records that a step received; empty for one that receives none. */
  Optional<Accounted> account(Step step, Commit commit) {
    return job.name().equals(Jobs.EXTRACT)
        ? new TakenRecords(lake, run).of(step, commit)
        : Optional.of(new Accounted(step.output(), commit.balance()))
            .filter(account -> account.balance().isTold());
  }

  List<Verdict> verdicts(Map<Step, Commit> commits, List<Accounted> accounts) {
    return switch (job.name()) {
      case Jobs.EXTRACT -> accounts.stream().map(TakenRecords::judge).toList();
      case Jobs.CLEAN ->
          Stream.of(
                  new Volume(lake, run, quality.of(Rule.VOLUME)).of(accounts),
                  new References(lake, run, quality, commits).verdicts())
              .flatMap(List::stream)
              .toList();
      default -> List.of();
    };
  }

  /**
   * Keeps others from building on what was found wrong too late to be refused.
   *
   * @throws Refusal where a verdict is FAIL
   */
  void refuseBroken(List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      if (verdict.result().outcome() == Outcome.FAIL) {
        throw Refusal.ofWritten(verdict.table(), job.name(), verdict.result());
      }
    }
  }
}
