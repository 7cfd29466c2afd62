package io.clientele.job;

import static java.util.Comparator.comparingLong;

import io.clientele.lake.Quarantine;
import io.clientele.step.Lake;
import io.clientele.step.Read;
import io.clientele.step.Step;
import io.clientele.table.Table;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Oldest versions that runs to come still read: by the newest run, where it is resumed, and by the
 * steps that follow changes.
 */
record Floors(JobGraph graph, Lake lake, Optional<Ledger.Opening> newest) {

  /**
   * A version that must stay readable.
   *
   * @param by who needs it, in words
   */
  record Floor(long version, String by) {}

  /** Empty where nobody reads anything but the newest version. */
  Optional<Floor> of(String table) {
    return Stream.concat(pinned(table).stream(), followed(table))
        .min(comparingLong(Floor::version));
  }

  /**
   * A table that the newest run did not find, it made: it may read what it wrote from the first.
   */
  private Optional<Floor> pinned(String table) {
    return newest
        .filter(run -> read().contains(table))
        .map(
            run ->
                new Floor(
                    run.pins().getOrDefault(table, 0L),
                    "run %s (number %d)".formatted(run.id(), run.seq())));
  }

  private Set<String> read() {
    return Stream.concat(graph.tables().stream(), Stream.of(Quarantine.TABLE))
        .map(Table::id)
        .collect(Collectors.toSet());
  }

  private Stream<Floor> followed(String table) {
    return graph.pipeline().steps().stream()
        .filter(step -> follows(step, table))
        .flatMap(
            step ->
                lake.basis(step).map(basis -> basis.versions().get(table)).stream()
                    .filter(version -> version != Lake.ABSENT)
                    .map(version -> new Floor(version, "what comes next to " + step.output())));
  }

  private static boolean follows(Step step, String table) {
    return step.reads().stream()
        .anyMatch(read -> read instanceof Read.Changes && read.table().id().equals(table));
  }
}
