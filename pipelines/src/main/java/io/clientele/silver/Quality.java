package io.clientele.silver;

import io.clientele.table.Check.Severity;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What is expected of received records, and what happens where it does not hold. */
public record Quality(Map<Rule, Limit> limits) {

  /** What can be expected. */
  public enum Rule {
    /** Share of the records received that may be rejected. */
    REJECTED,
    /** Share of the records kept that may lack what such records mostly have. */
    MISSING,
    /** Share of the records received that may be versions of rows of which newer ones came. */
    REPEATED,
    /** Share of the records kept that may have a negative amount or quantity. */
    NEGATIVE,
    /** Share of the records kept that may be dated after the run began. */
    FUTURE,
    /** Days by which the newest record may lie behind the as-of date. */
    AGE_DAYS,
    /** Share of references that may lead to nothing. */
    DANGLING,
    /** How many times more, or fewer, records may come than mostly did. */
    VOLUME
  }

  /** The greatest value that is still as expected, and what happens above it. */
  public record Limit(double most, Severity severity) {}

  /** Nothing is expected. */
  public static final Quality ANY = new Quality(Map.of());

  private static final Limit NONE = new Limit(Double.MAX_VALUE, Severity.WARN);

  public Quality {
    limits = Collections.unmodifiableMap(new TreeMap<>(limits));
  }

  public Limit of(Rule rule) {
    return limits.getOrDefault(rule, NONE);
  }
}
