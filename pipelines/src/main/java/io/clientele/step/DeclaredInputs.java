package io.clientele.step;

import io.clientele.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds a step to what it declared; where the rows come from is the implementation's. */
abstract class DeclaredInputs implements Inputs {
  private final Lake lake;
  private final Step step;

  DeclaredInputs(Lake lake, Step step) {
    this.lake = lake;
    this.step = step;
  }

  abstract Dataset<Row> whole(Table table);

  abstract Optional<Changes> changed(Table table);

  abstract Dataset<Row> before(Table table);

  @Override
  public Dataset<Row> all(Table table) {
    require(new Read.All(table), "every row");
    return whole(table);
  }

  @Override
  public Optional<Changes> changes(Table table) {
    require(new Read.Changes(table), "changes");
    return changed(table);
  }

  @Override
  public Optional<Row> one(Table table) {
    Read.One one =
        step.reads().stream()
            .filter(Read.One.class::isInstance)
            .map(Read.One.class::cast)
            .filter(read -> read.table().equals(table))
            .findFirst()
            .orElseThrow(() -> undeclared(table, "one row"));
    // One row by construction, so collecting it is bounded.
    return whole(table).orderBy(one.newest().col().desc()).limit(1).collectAsList().stream()
        .findFirst();
  }

  @Override
  public Dataset<Row> own(Table table) {
    require(new Read.Own(table), "its own output");
    return before(table);
  }

  @Override
  public Dataset<Row> rows(Table table, List<Row> rows) {
    return lake.rows(table, rows);
  }

  Lake lake() {
    return lake;
  }

  Step step() {
    return step;
  }

  private void require(Read read, String what) {
    if (!step.reads().contains(read)) {
      throw undeclared(read.table(), what);
    }
  }

  private IllegalStateException undeclared(Table table, String what) {
    String declared =
        step.reads().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    return new IllegalStateException(
        "Cannot read %s of %s in step %s: it declared %s"
            .formatted(what, table, step.name(), declared.isEmpty() ? "nothing" : declared));
  }
}
