package io.clientele.step;

import io.clientele.table.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads and commits tables of one tenant. */
public interface Lake {
  /** The version of a table that does not exist yet. */
  long ABSENT = -1;

  /** Current versions by table id; tables that do not exist are left out. */
  Map<String, Long> versions(Collection<Table> tables);

  /** The rows at a version; no rows at {@link #ABSENT}. */
  Dataset<Row> read(Table table, long version);

  /** The rows as they are now; none where the table does not exist yet. */
  default Dataset<Row> current(Table table) {
    return read(table, versions(List.of(table)).getOrDefault(table.id(), ABSENT));
  }

  /**
   * Rows added or removed in the versions {@code (after, upTo]}; empty where the change history
   * does not reach back to {@code after}.
   */
  Optional<Changes> changes(Table table, long after, long upTo);

  /**
   * What this run already committed for the step.
   *
   * @throws io.clientele.problem.UserError where a later run has written since: this one is stale
   */
  Optional<Commit> committed(Step step, Run run);

  /** What the step's last commit was made from. */
  Optional<Basis> basis(Step step);

  /** Whose rejects of the step still stand. */
  Judged judged(Step step);

  /**
   * Stages, judges and commits rows; the same step of the same run is a no-op the second time.
   *
   * @throws Refusal where a check does not let the rows pass; rejects are kept, nothing else is
   * @throws io.clientele.problem.UserError where a later run has written since, or the store does
   *     not answer
   * @throws IllegalStateException where the rows break what the table declares: a required field
   *     without a value, a key that comes twice, a day outside the step's scope
   */
  Commit write(Step step, Dataset<Row> rows, Run run, Basis basis);

  /** A small frame made on the driver. */
  Dataset<Row> rows(Table table, List<Row> rows);
}
