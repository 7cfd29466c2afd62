package io.clientele.job;

import io.clientele.lake.Quarantine;
import io.clientele.silver.Quality;
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
import java.util.stream.Stream;

/** Carries out jobs of one run, each step once, and writes down what happened. */
public final class Runner {
  private final Lake lake;
  private final JobGraph graph;
  private final Ledger ledger;
  private final Progress progress;
  private final Supplier<Instant> clock;
  private final Quality quality;

  public Runner(
      Lake lake, JobGraph graph, Progress progress, Supplier<Instant> clock, Quality quality) {
    this.lake = lake;
    this.graph = graph;
    this.ledger = new Ledger(lake, clock);
    this.progress = progress;
    this.clock = clock;
    this.quality = quality;
  }

  /**
   * Opens or joins the run and carries out the jobs, in the graph's order. Everything that can be
   * refused of these jobs without data is refused before the run is opened.
   *
   * @return the run, with the versions it saw of every table
   */
  public Execution run(RunRequest request, List<Job> jobs) {
    graph.pipeline().dryBuild(steps(jobs), lake, rehearsal(request));
    Ledger.Opened opened = ledger.open(request, pinned());
    Run run = opened.run();
    Ledger.Done done = opened.done();
    progress.opened(request, run.seq(), jobs);
    Execution execution = new Execution(lake, run, done.versions(), request.asked().anew(graph));
    List<Verdict> verdicts = new ArrayList<>();
    try (Journal journal = new Journal(ledger, run, request, done.jobs())) {
      for (Job job : graph.jobs()) {
        if (jobs.contains(job)) {
          carryOut(job, execution, new Told(run, journal, verdicts));
        }
      }
      if (jobs.containsAll(graph.jobs())) {
        journal.ended();
      }
    } finally {
      progress.judged(verdicts);
    }
    return execution;
  }

  private static List<Step> steps(List<Job> jobs) {
    return jobs.stream().flatMap(job -> job.steps().stream()).toList();
  }

  /** What a run reads: also its own rejects, which are in a table that no step writes. */
  private List<Table> pinned() {
    return Stream.concat(graph.tables().stream(), Stream.of(Quarantine.TABLE)).toList();
  }

  private Run rehearsal(RunRequest request) {
    return new Run(
        request.id(), 0, request.tenant(), request.asOf(), request.seed(), Instant.EPOCH, Map.of());
  }

  /** Where it is told what a run came to. */
  private record Told(Run run, Journal journal, List<Verdict> verdicts) {}

  private void carryOut(Job job, Execution execution, Told told) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Accounted> accounts = new ArrayList<>();
    Map<Step, Commit> commits = new LinkedHashMap<>();
    Weighing weighing = new Weighing(lake, told.run(), quality, job);
    try {
      for (Step step : graph.ordered(job)) {
        progress.started(job, step);
        Instant begun = clock.get();
        Commit commit = execution.execute(step);
        commits.put(step, commit);
        verdicts.addAll(verdicts(step.output(), commit.checks()));
        progress.committed(job, step, commit, Duration.between(begun, clock.get()));
        weighing.account(step, commit).ifPresent(accounts::add);
      }
      verdicts.addAll(weighing.verdicts(commits, accounts));
      weighing.refuseBroken(verdicts);
      told.journal().done(job, versions(commits), with(verdicts, accounts));
    } catch (Refusal refusal) {
      verdicts.addAll(verdicts(refusal.table(), refusal.checks()));
      told.journal().refused(job, refusal.getMessage(), with(verdicts, accounts));
      progress.refused(refusal.reasons());
      throw refusal.toUserError();
    } finally {
      progress.accounted(job, accounts);
      told.verdicts().addAll(verdicts);
    }
  }

  private static Map<String, Long> versions(Map<Step, Commit> commits) {
    Map<String, Long> versions = new LinkedHashMap<>();
    commits.forEach((step, commit) -> versions.put(step.output().id(), commit.version()));
    return versions;
  }

  private static List<Verdict> with(List<Verdict> verdicts, List<Accounted> accounts) {
    return Stream.concat(verdicts.stream(), accounts.stream().flatMap(a -> a.figures().stream()))
        .toList();
  }

  private static List<Verdict> verdicts(Table table, List<Check.Result> results) {
    return results.stream().map(result -> new Verdict(table, result)).toList();
  }
}
