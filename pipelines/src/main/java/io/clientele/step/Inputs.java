package io.clientele.step;

import io.clientele.table.Table;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a step declared, and nothing else: asking for more is refused by name. */
public interface Inputs {
  /** Every row of the table, as the run sees it. */
  Dataset<Row> all(Table table);

  /**
   * Rows that were added or removed since this step's last commit; empty where that is not known
   * and everything must be built anew. Of one step either all its changes are known or none.
   */
  Optional<Changes> changes(Table table);

  /** The newest row, where there is one. */
  Optional<Row> one(Table table);

  /**
   * True where no row stands rejected by this step: whatever it was given before is in its output,
   * or was judged again.
   */
  boolean isSettled();

  /** The step's own output before this run. */
  Dataset<Row> own(Table table);

  /** A small frame made on the driver. */
  Dataset<Row> rows(Table table, List<Row> rows);
}
