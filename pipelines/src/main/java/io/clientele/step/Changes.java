package io.clientele.step;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of a table's rows from one version to another; a row that changed was removed as it
 * was and added as it is.
 *
 * @param added rows that are new
 * @param removed rows that left; empty where it is known without looking that none did
 * @param few true where it is known without looking that they are so few that their keys fit the
 *     memory of every process
 */
public record Changes(Dataset<Row> added, Optional<Dataset<Row>> removed, boolean few) {

  /** Rows added and removed together, without saying which: all that the changes touch. */
  public Dataset<Row> both() {
    return removed.map(added::union).orElse(added);
  }
}
