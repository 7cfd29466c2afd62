package io.clientele.step;

import io.clientele.table.Check;
import io.clientele.table.Money;
import io.clientele.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Declared inputs to one table. */
public sealed interface Step permits Stage, Effect {
  /** Unique within a pipeline and stable over releases: the application id of its commits. */
  String name();

  Table output();

  Set<Read> reads();

  /**
   * A digest of the settings and constants that shape the rows: when it changes, what was built
   * from changes is built anew.
   */
  default String recipe() {
    return "";
  }

  /** The days of the output's replaced field that this run writes. */
  default Set<LocalDate> scope(Run run) {
    return Set.of(run.asOf());
  }

  /** What must hold of the rows of this run. */
  default List<Check> checks(Run run) {
    return output().checks();
  }

  /** The money that is summed up with the records that the step receives. */
  default Optional<Money> money() {
    return Optional.empty();
  }

  /**
   * True where records that were rejected before are read again, so that their rejects are past.
   */
  default boolean judgesAnew() {
    return false;
  }

  Dataset<Row> build(Inputs in, Run run);
}
