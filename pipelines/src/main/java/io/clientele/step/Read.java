package io.clientele.step;

import io.clientele.table.Field;
import io.clientele.table.Table;

/** What a step needs of a table. */
public sealed interface Read {
  Table table();

  /** Every row, at the run's pin, or as this run committed it. */
  record All(Table table) implements Read {}

  /** Rows changed since the version that this step's last commit read. */
  record Changes(Table table) implements Read {}

  /** A single row as a value, the one with the greatest {@code newest}: a model. */
  record One(Table table, Field newest) implements Read {}

  /** The step's own output before this run: no edge of the graph, so no cycle. */
  record Own(Table table) implements Read {}
}
