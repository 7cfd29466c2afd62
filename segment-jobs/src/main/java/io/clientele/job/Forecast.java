package io.clientele.job;

import io.clientele.source.files.FileStatus;
import io.clientele.source.files.Files;
import io.clientele.step.Basis;
import io.clientele.step.Lake;
import io.clientele.step.Read;
import io.clientele.step.Step;
import io.clientele.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run would do, found out without doing it. */
public final class Forecast {
  private final JobGraph graph;
  private final Lake lake;
  private final Asked asked;
  private final Map<String, Long> versions;
  private final Map<String, List<FileStatus>> files = new HashMap<>();
  private final Set<String> changing = new LinkedHashSet<>();

  /** A step, and why it has something to do; no reason where it has not. */
  public record Expected(Job job, Step step, Optional<String> reason) {}

  public Forecast(JobGraph graph, Lake lake, Asked asked) {
    this.graph = graph;
    this.lake = lake;
    this.asked = asked;
    this.versions = lake.versions(graph.tables());
  }

  /** Every file that the step of a stream meets, by path. */
  public List<FileStatus> files(Step take) {
    Table table = take.output();
    return files.computeIfAbsent(
        table.id(),
        id -> Files.status(take, lake.read(table, versions.getOrDefault(id, Lake.ABSENT))));
  }

  /** Each step of the jobs, in the order they would run in. */
  public List<Expected> steps(List<Job> jobs) {
    List<Expected> expected = new ArrayList<>();
    for (Job job : jobs) {
      for (Step step : graph.ordered(job)) {
        Optional<String> reason = job.name().equals(Jobs.EXTRACT) ? incoming(step) : reason(step);
        reason.ifPresent(why -> changing.add(step.output().id()));
        expected.add(new Expected(job, step, reason));
      }
    }
    return expected;
  }

  private Optional<String> incoming(Step take) {
    List<FileStatus> found = files(take);
    long wanted = found.stream().filter(file -> asked.forgetting().contains(file.path())).count();
    List<String> told = new ArrayList<>();
    count(told, found, FileStatus.State.NEW);
    count(told, found, FileStatus.State.CHANGED);
    if (wanted > 0) {
      told.add(wanted + " forgotten");
    }
    return told.isEmpty() ? Optional.empty() : Optional.of("files: " + String.join(", ", told));
  }

  private static void count(List<String> told, List<FileStatus> files, FileStatus.State state) {
    long found = files.stream().filter(file -> file.state() == state).count();
    if (found > 0) {
      told.add(found + " " + state.name().toLowerCase(Locale.ROOT));
    }
  }

  private Optional<String> reason(Step step) {
    Optional<Basis> basis = lake.basis(step);
    if (basis.isEmpty()) {
      return Optional.of("never built");
    }
    if (asked.anew(graph).contains(step.output().id())) {
      return Optional.of("asked to be built anew");
    }
    if (!basis.get().recipe().equals(step.recipe())) {
      return Optional.of("settings or release changed: built anew");
    }
    if (step.judgesAnew()) {
      return Optional.of("rejected records are read again");
    }
    if (step.reads().stream().noneMatch(Read.Changes.class::isInstance)) {
      return Optional.of("built by every run");
    }
    List<String> changed =
        step.reads().stream()
            .filter(Read.Changes.class::isInstance)
            .map(Read::table)
            .filter(table -> isChanged(table, basis.get()))
            .map(Table::id)
            .sorted()
            .toList();
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of("changes of " + String.join(", ", changed));
  }

  private boolean isChanged(Table table, Basis basis) {
    return changing.contains(table.id())
        || !versions
            .getOrDefault(table.id(), Lake.ABSENT)
            .equals(basis.versions().getOrDefault(table.id(), Lake.ABSENT));
  }
}
