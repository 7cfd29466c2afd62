package io.clientele.step;

import io.clientele.table.Check;
import io.clientele.table.Table;
import java.util.List;

/**
 * What a write did.
 *
 * @param version the table's version that holds the rows
 * @param rows rows that the step brought to the table (of an upsert: inserted or updated)
 * @param rejected rows that went to the quarantine instead
 * @param balance what became of the records that the step received
 * @param already true where this run had written it before, and nothing was done now
 */
public record Commit(
    Table table,
    long version,
    long rows,
    long rejected,
    List<Check.Result> checks,
    Balance balance,
    boolean already) {
  public Commit {
    checks = List.copyOf(checks);
  }

  /** The commit of a step that receives no records. */
  public Commit(
      Table table,
      long version,
      long rows,
      long rejected,
      List<Check.Result> checks,
      boolean already) {
    this(table, version, rows, rejected, checks, Balance.NONE, already);
  }
}
