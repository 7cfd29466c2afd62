package io.clientele.segment;

import static org.apache.spark.sql.functions.lit;

import io.clientele.step.AsOf;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.table.Field;
import io.clientele.table.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All customers of a date, one row each, and what is counted of them.
 *
 * @param features holds {@link AsOf#FIELD}, the customer and the fields below
 * @param orders orders ever
 * @param units units ever
 * @param spend net spend ever
 */
public record Population(Table features, Field orders, Field units, Field spend) {

  Read read() {
    return new Read.All(features);
  }

  /** The customers of the run's date. */
  Dataset<Row> of(Inputs in, Run run) {
    return in.all(features).where(AsOf.FIELD.col().equalTo(lit(run.asOf())));
  }
}
