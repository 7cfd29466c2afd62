package io.clientele.job;

import io.clientele.step.Effect;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.table.Table;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A few rows that the runner writes about a run, under a name of their own: kept once. */
record Note(String name, Table output, List<Row> rows) implements Effect {
  @Override
  public Set<Read> reads() {
    return Set.of();
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    return in.rows(output, rows);
  }
}
