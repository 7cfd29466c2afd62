package io.clientele.table;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * What must hold of a step's new rows: one aggregate without DISTINCT, the range it must lie in,
 * and the sentence that is said where it does not.
 */
public record Check(
    String name, Column aggregate, double least, double most, Severity severity, String says) {

  /** What a broken check does. */
  public enum Severity {
    /** It is told. */
    WARN,
    /** Nothing but rejects and verdicts is kept, and the run ends with exit code 3. */
    FAIL
  }

  /** PASS, WARN and FAIL are verdicts on data; ERROR says that the check was not computed. */
  public enum Outcome {
    PASS,
    WARN,
    FAIL,
    ERROR
  }

  /** A verdict; the value is null where the aggregate was null or was not computed. */
  public record Result(String check, Outcome outcome, Double value, String says) {}

  /**
   * The aggregate that counts rows of which this is true. Spark's own {@code count_if} gives the
   * condition a column, for which whole rows are copied twice where rows are observed.
   */
  public static Column rowsWhere(Column condition) {
    return count(when(condition, lit(1)));
  }

  /** Judges a computed value; null (an aggregate of no rows) counts as zero. */
  public Result judge(Double value) {
    double found = value == null ? 0 : value;
    boolean holds = found >= least && found <= most;
    return new Result(name, holds ? Outcome.PASS : Outcome.valueOf(severity.name()), value, says);
  }

  public Result notComputed(String why) {
    return new Result(name, Outcome.ERROR, null, why);
  }
}
