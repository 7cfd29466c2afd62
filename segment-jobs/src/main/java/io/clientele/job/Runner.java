package io.clientele.job;

import io.clientele.step.Commit;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import io.clientele.step.Refusal;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check;
import io.clientele.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
    Ledger.Done done = ledger.done(run);
    Execution execution = new Execution(lake, run, done.versions(), request.asked().anew(graph));
    try (Journal journal = new Journal(ledger, run, request, done.jobs())) {
      for (Job job : graph.jobs()) {
        if (jobs.contains(job)) {
          carryOut(job, execution, journal);
        }
      }
      if (jobs.containsAll(graph.jobs())) {
        journal.ended();
      }
    }
    return execution;
  }

  private Run rehearsal(RunRequest request) {
    return new Run(
        request.id(), 0, request.tenant(), request.asOf(), request.seed(), Instant.EPOCH, Map.of());
  }

  private void carryOut(Job job, Execution execution, Journal journal) {
    List<Verdict> verdicts = new ArrayList<>();
    Map<String, Long> versions = new LinkedHashMap<>();
    try {
      for (Step step : graph.ordered(job)) {
        progress.started(job, step);
        Instant begun = clock.get();
        Commit commit = execution.execute(step);
        versions.put(step.output().id(), commit.version());
        verdicts.addAll(verdicts(step.output(), commit.checks()));
        progress.committed(job, step, commit, Duration.between(begun, clock.get()));
      }
      journal.done(job, versions, verdicts);
    } catch (Refusal refusal) {
      verdicts.addAll(verdicts(refusal.table(), refusal.checks()));
      journal.refused(job, refusal.getMessage(), verdicts);
      throw refusal.toUserError();
    } finally {
      progress.judged(
          verdicts.stream().filter(v -> v.result().outcome() != Check.Outcome.PASS).toList());
    }
  }

  private static List<Verdict> verdicts(Table table, List<Check.Result> results) {
    return results.stream().map(result -> new Verdict(table, result)).toList();
  }
}
