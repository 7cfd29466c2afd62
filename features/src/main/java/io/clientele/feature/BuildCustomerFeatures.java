package io.clientele.feature;

import io.clientele.history.CustomerHistory;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Table;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes the catalogue for every customer who was known before the run's as-of date. */
final class BuildCustomerFeatures implements Stage {
  @Override
  public String name() {
    return "build-customer-features";
  }

  @Override
  public Table output() {
    return CustomerFeatures.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Set.of(new Read.All(CustomerHistory.TABLE));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    return Features.of(in.all(CustomerHistory.TABLE), Set.of(run.asOf()));
  }
}
