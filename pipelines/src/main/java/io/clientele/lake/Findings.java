package io.clientele.lake;

import io.clientele.step.Balance;
import io.clientele.table.Check;
import java.util.List;

/**
 * What looking at a step's rows brought.
 *
 * @param accepted rows for the table; those that leave it included
 * @param known accepted rows of whose key the table may have one
 * @param gone accepted rows that only say what leaves
 * @param outside accepted rows that the step does not answer for
 */
record Findings(
    long accepted,
    long rejected,
    long known,
    long gone,
    long outside,
    List<Check.Result> checks,
    Balance balance) {
  /** Of rows that nothing is asked about. */
  static final Findings NONE = new Findings(0, 0, 0, 0, 0, List.of(), Balance.NONE);

  Findings {
    checks = List.copyOf(checks);
  }
}
