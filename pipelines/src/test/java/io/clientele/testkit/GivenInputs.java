package io.clientele.testkit;

import io.clientele.step.Changes;
import io.clientele.step.Inputs;
import io.clientele.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Inputs of one step as a test gives them; tables that it does not give are empty. */
public final class GivenInputs implements Inputs {
  private final SparkSession spark;
  private final Map<Table, Dataset<Row>> tables = new HashMap<>();
  private final Map<Table, Changes> changes = new HashMap<>();
  private boolean settled = true;

  public GivenInputs(SparkSession spark) {
    this.spark = spark;
  }

  public GivenInputs with(Rows rows, Table table) {
    return with(table, rows.in(spark));
  }

  public GivenInputs with(Table table, Dataset<Row> rows) {
    tables.put(table, rows);
    return this;
  }

  /** Without this, everything counts as unknown and is to be built anew. */
  public GivenInputs withChanges(Table table, Changes changed) {
    changes.put(table, changed);
    return this;
  }

  @Override
  public Dataset<Row> all(Table table) {
    return tables.getOrDefault(table, rows(table, List.of()));
  }

  @Override
  public Optional<Changes> changes(Table table) {
    return Optional.ofNullable(changes.get(table));
  }

  @Override
  public Optional<Row> one(Table table) {
    return all(table).takeAsList(1).stream().findFirst();
  }

  /** Has rows of before rejected. */
  public GivenInputs unsettled() {
    settled = false;
    return this;
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  @Override
  public Dataset<Row> own(Table table) {
    return all(table);
  }

  @Override
  public Dataset<Row> rows(Table table, List<Row> rows) {
    return spark.createDataFrame(rows, table.schema());
  }
}
