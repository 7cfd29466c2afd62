package io.clientele.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * What a piece of work took.
 *
 * @param rows that it wrote; 0 where it does not tell
 * @param cpuSeconds of all its threads and of the processes that it started, servers included
 * @param peakBytes memory of the largest process; 0 where that is not known
 */
record Measured(String name, long rows, double cpuSeconds, Duration wall, long peakBytes) {
  private static final String LINE = "%-30s %12s %9s %9s %11s %9s";

  static String heading() {
    return LINE.formatted("what", "rows", "CPU s", "wall s", "rows/s", "peak MB");
  }

  @Override
  public String toString() {
    double seconds = wall.toMillis() / 1000.0;
    return LINE.formatted(
        name,
        rows == 0 ? "" : count(rows),
        decimal(cpuSeconds),
        decimal(seconds),
        rows == 0 ? "" : count(Math.round(rows / seconds)),
        peakBytes == 0 ? "" : count(peakBytes / 1_000_000));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%,.1f", number);
  }
}
