package io.clientele.job;

import static java.util.stream.Collectors.toMap;

import io.clientele.problem.UserError;
import io.clientele.step.Pipeline;
import io.clientele.step.Read;
import io.clientele.step.Step;
import io.clientele.table.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All jobs over one pipeline. Jobs are given in the order they run in, which is checked. */
public final class JobGraph {
  private final List<Job> jobs;
  private final Pipeline pipeline;

  private JobGraph(List<Job> jobs, Pipeline pipeline) {
    this.jobs = List.copyOf(jobs);
    this.pipeline = pipeline;
  }

  /**
   * Puts the jobs over one pipeline of their steps.
   *
   * @throws IllegalArgumentException where the steps do not fit together, or a job reads what a
   *     later one writes
   */
  public static JobGraph of(List<Job> jobs) {
    Pipeline pipeline = Pipeline.of(jobs.stream().flatMap(job -> job.steps().stream()).toList());
    Map<String, Job> writers =
        jobs.stream()
            .flatMap(job -> job.steps().stream().map(step -> Map.entry(step.output().id(), job)))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    for (Job job : jobs) {
      needs(job)
          .filter(table -> jobs.indexOf(writers.get(table.id())) > jobs.indexOf(job))
          .findFirst()
          .ifPresent(
              table -> {
                throw new IllegalArgumentException(
                    "Cannot order jobs: %s reads %s, which the later %s writes"
                        .formatted(job.name(), table, writers.get(table.id()).name()));
              });
    }
    return new JobGraph(jobs, pipeline);
  }

  private static Stream<Table> needs(Job job) {
    return job.steps().stream()
        .flatMap(step -> step.reads().stream())
        .filter(read -> !(read instanceof Read.Own))
        .map(Read::table)
        .sorted(Comparator.comparing(Table::id));
  }

  public List<Job> jobs() {
    return jobs;
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /** Every table that a step writes. */
  public List<Table> tables() {
    return pipeline.steps().stream().map(Step::output).toList();
  }

  public Job job(String name) {
    return jobs.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot find job %s: known jobs are %s"
                        .formatted(
                            name, jobs.stream().map(Job::name).collect(Collectors.joining(", ")))));
  }

  /** A job's steps in the order their tables demand. */
  public List<Step> ordered(Job job) {
    Set<Step> wanted = Set.copyOf(job.steps());
    return pipeline.steps().stream().filter(wanted::contains).toList();
  }

  /** Jobs whose tables a job reads. */
  public List<Job> before(Job job) {
    Map<String, Table> read =
        needs(job).collect(toMap(Table::id, Function.identity(), (one, same) -> one));
    return jobs.stream()
        .filter(other -> !other.equals(job))
        .filter(other -> other.steps().stream().anyMatch(s -> read.containsKey(s.output().id())))
        .toList();
  }
}
