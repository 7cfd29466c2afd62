package io.clientele.job;

import io.clientele.step.Commit;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import io.clientele.step.Refusal;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Carries out jobs of one run, each step once, and writes down what happened. */
public final class Runner {
  private final Lake lake;
  private final JobGraph graph;
  private final Ledger ledger;
  private final Progress progress;
  private final Supplier<Instant> clock;

  public Runner(Lake lake, JobGraph graph, Progress progress, Supplier<Instant> clock) {
    this.lake = lake;
    this.graph = graph;
    this.ledger = new Ledger(lake, clock);
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Opens or joins the run and carries out the jobs, in the graph's order. Everything that can be
   * refused without data is refused before the run is opened.
   *
   * @return the run, with the versions it saw of every table
   */
  public Execution run(RunRequest request, List<Job> jobs) {
    graph.pipeline().dryBuild(lake, rehearsal(request));
    Run run = ledger.open(request, graph.tables());
    progress.opened(request, run.seq(), jobs);
    Execution execution = new Execution(lake, run, ledger.committed(run));
    for (Job job : graph.jobs()) {
      if (jobs.contains(job)) {
        carryOut(job, run, request, execution);
      }
    }
    if (jobs.containsAll(graph.jobs())) {
      ledger.ended(run, request);
    }
    return execution;
  }

  private Run rehearsal(RunRequest request) {
    return new Run(
        request.id(), 0, request.tenant(), request.asOf(), request.seed(), Instant.EPOCH, Map.of());
  }

  private void carryOut(Job job, Run run, RunRequest request, Execution execution) {
    List<Verdict> verdicts = new ArrayList<>();
    Map<String, Long> versions = new LinkedHashMap<>();
    for (Step step : graph.ordered(job)) {
      progress.started(job, step);
      Instant begun = clock.get();
      Commit commit = execute(execution, step, job, run, request, verdicts);
      versions.put(step.output().id(), commit.version());
      verdicts.addAll(verdicts(step, commit.checks()).toList());
      progress.committed(job, step, commit, Duration.between(begun, clock.get()));
    }
    settle(job, run, verdicts);
    ledger.done(run, request, job, versions);
  }

  /** A refusal is a verdict too: it reaches the ledger before the user is told. */
  private Commit execute(
      Execution execution,
      Step step,
      Job job,
      Run run,
      RunRequest request,
      List<Verdict> verdicts) {
    try {
      return execution.execute(step);
    } catch (Refusal refusal) {
      verdicts.addAll(verdicts(step, refusal.checks()).toList());
      settle(job, run, verdicts);
      ledger.refused(run, request, job, refusal.getMessage());
      throw refusal.toUserError();
    }
  }

  private void settle(Job job, Run run, List<Verdict> verdicts) {
    ledger.judged(run, job, verdicts);
    progress.judged(
        verdicts.stream().filter(v -> v.result().outcome() != Check.Outcome.PASS).toList());
  }

  private static Stream<Verdict> verdicts(Step step, List<Check.Result> results) {
    return results.stream().map(result -> new Verdict(step.output(), result));
  }
}
