package io.clientele.step;

import io.clientele.problem.UserError;
import io.clientele.table.Check;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Severity;
import io.clientele.table.Table;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Checks did not let a step's rows pass: the rejected rows are in the quarantine, the table is as
 * it was. Carries the verdicts, so that they reach the ledger before the user is told.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Table table;
  private final transient List<Check.Result> checks;
  private final transient List<Reason> reasons;
  private final long rejected;

  private Refusal(
      Table table, long rejected, List<Check.Result> checks, List<Reason> reasons, String message) {
    super(message);
    this.table = table;
    this.rejected = rejected;
    this.checks = List.copyOf(checks);
    this.reasons = List.copyOf(reasons);
  }

  /**
   * Throws where a FAIL check is broken, or could not be computed: what was not checked does not
   * pass.
   *
   * @param checks the verdicts on the rows, one for each check of the table
   * @param reasons why rows were rejected, asked for only where it throws
   */
  public static void throwIfBroken(
      Table table, long rejected, List<Check.Result> checks, Supplier<List<Reason>> reasons) {
    List<String> strict =
        table.checks().stream()
            .filter(check -> check.severity() == Severity.FAIL)
            .map(Check::name)
            .toList();
    String broken =
        checks.stream()
            .filter(result -> strict.contains(result.check()))
            .filter(result -> result.outcome() != Outcome.PASS)
            .map(Refusal::tell)
            .collect(Collectors.joining("; "));
    if (!broken.isEmpty()) {
      throw new Refusal(
          table,
          rejected,
          checks,
          reasons.get(),
          "Cannot write %s: %s. Rejected rows: %d, kept in the quarantine; the table is unchanged."
              .formatted(table, broken, rejected));
    }
  }

  /** A refusal of rows that are written already: nothing may be built on them. */
  public static Refusal ofWritten(Table table, String job, Check.Result broken) {
    return new Refusal(
        table,
        0,
        List.of(),
        List.of(),
        "Cannot go on after %s: of %s, %s. The table is written, and nothing was made of it."
            .formatted(job, table, tell(broken)));
  }

  private static String tell(Check.Result result) {
    return result.outcome() == Outcome.ERROR
        ? "check %s was not computed (%s)".formatted(result.check(), result.says())
        : "check %s found %s (%s)".formatted(result.check(), result.value(), result.says());
  }

  /** The table whose rows are refused. */
  public Table table() {
    return table;
  }

  /** Every verdict on rows that were not written, the good ones included. */
  public List<Check.Result> checks() {
    return checks;
  }

  /** Why rows were rejected, the most frequent reasons first. */
  public List<Reason> reasons() {
    return reasons;
  }

  /** Rows that went to the quarantine. */
  public long rejected() {
    return rejected;
  }

  /** The same refusal as the user is told it. */
  public UserError toUserError() {
    return UserError.refused(getMessage());
  }
}
