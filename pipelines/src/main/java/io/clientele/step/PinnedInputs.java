package io.clientele.step;

import io.clientele.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The declared inputs at the versions that a run sees, fixed when the step starts. */
final class PinnedInputs extends DeclaredInputs {
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private final Map<String, Optional<Changes>> changes = new LinkedHashMap<>();

  private PinnedInputs(Lake lake, Step step, ToLongFunction<Table> seen) {
    super(lake, step);
    step.reads().forEach(read -> versions.put(read.table().id(), seen.applyAsLong(read.table())));
  }

  /**
   * Inputs that tell what changed since the step's last commit, where it was of the same recipe.
   *
   * @param seen version of a table that the run reads: its own commit, else its pin
   */
  static PinnedInputs of(Lake lake, Step step, ToLongFunction<Table> seen) {
    PinnedInputs inputs = anew(lake, step, seen);
    lake.basis(step)
        .filter(basis -> basis.recipe().equals(step.recipe()))
        .ifPresent(inputs::follow);
    return inputs;
  }

  /** Inputs that tell no changes, so that all is built anew. */
  static PinnedInputs anew(Lake lake, Step step, ToLongFunction<Table> seen) {
    return new PinnedInputs(lake, step, seen);
  }

  /** Of one step either all changes are known or none. */
  private void follow(Basis last) {
    for (Read read : step().reads()) {
      if (read instanceof Read.Changes) {
        Table table = read.table();
        long after = last.versions().getOrDefault(table.id(), Lake.ABSENT);
        changes.put(
            table.id(),
            after == Lake.ABSENT
                ? Optional.empty()
                : lake().changes(table, after, versions.get(table.id())));
      }
    }
    if (changes.values().stream().anyMatch(Optional::isEmpty)) {
      changes.clear();
    }
  }

  Basis basis() {
    return new Basis(step().recipe(), changes.isEmpty(), versions);
  }

  @Override
  Dataset<Row> whole(Table table) {
    return lake().read(table, versions.get(table.id()));
  }

  @Override
  Optional<Changes> changed(Table table) {
    return changes.getOrDefault(table.id(), Optional.empty());
  }

  @Override
  public boolean isSettled() {
    return lake().judged(step()).rejecting().isEmpty();
  }

  @Override
  Dataset<Row> before(Table table) {
    return whole(table);
  }
}
