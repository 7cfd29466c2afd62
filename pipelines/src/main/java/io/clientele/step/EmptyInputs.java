package io.clientele.step;

import io.clientele.table.Table;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The declared inputs without rows, for building a step before anything runs. */
final class EmptyInputs extends DeclaredInputs {
  private final boolean incremental;

  EmptyInputs(Lake lake, Step step, boolean incremental) {
    super(lake, step);
    this.incremental = incremental;
  }

  @Override
  Dataset<Row> whole(Table table) {
    return lake().rows(table, List.of());
  }

  @Override
  Optional<Changes> changed(Table table) {
    return incremental
        ? Optional.of(new Changes(whole(table), Optional.of(whole(table)), true))
        : Optional.empty();
  }

  @Override
  public boolean isSettled() {
    return true;
  }

  @Override
  Dataset<Row> before(Table table) {
    return whole(table);
  }

  @Override
  public Optional<Row> one(Table table) {
    return Optional.empty();
  }
}
