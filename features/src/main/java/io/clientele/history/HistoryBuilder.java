package io.clientele.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Adds up one customer's past. Its memory grows with the customer's active days, not with what
 * happened on them. The order of additions does not matter.
 */
final class HistoryBuilder {
  /** Room that is made at first, whatever is expected. */
  private static final int LEAST = 16;

  private static final int MOST = 1_024;

  private final MeasureNumbers measures;

  /**
   * Of each day and measure on it: the day in the upper half, the measure's number in the lower.
   */
  private final LongIndex cells;

  private long[] sums;
  private int registered = History.NEVER;

  HistoryBuilder() {
    this(new MeasureNumbers(), LEAST);
  }

  /**
   * @param measures gives numbers to measures
   * @param expected additions: more are taken too
   */
  HistoryBuilder(MeasureNumbers measures, int expected) {
    int room = Math.max(LEAST, Math.min(MOST, expected));
    this.measures = measures;
    this.cells = new LongIndex(room);
    this.sums = new long[room];
  }

  /** The customer registered on this epoch day, or earlier. */
  HistoryBuilder register(int day) {
    registered = Math.min(registered, day);
    return this;
  }

  HistoryBuilder add(int day, Measure measure, long value) {
    return add(day, measures.of(measure), value);
  }

  /**
   * Adds to a measure of the day.
   *
   * @throws ArithmeticException where a sum leaves the range of 64 bits: refused, never wrong
   */
  HistoryBuilder add(int day, int measure, long value) {
    int cell = cells.add((long) day << Integer.SIZE | measure);
    if (cell == sums.length) {
      sums = Arrays.copyOf(sums, 2 * cell);
    }
    sums[cell] = Math.addExact(sums[cell], value);
    return this;
  }

  /** Adds a history, but of its days only these measures. */
  HistoryBuilder add(History other, Predicate<Measure> which) {
    register(other.registered());
    for (int m = 0; m < other.measures().size(); m++) {
      if (which.test(other.measures().get(m))) {
        add(other, m);
      }
    }
    return this;
  }

  private void add(History other, int column) {
    int measure = measures.of(other.measures().get(column));
    for (int day = 0; day < other.size(); day++) {
      long value = other.value(day, column);
      if (value != 0) {
        add(other.day(day), measure, value);
      }
    }
  }

  History build() {
    long[] sorted = cells.sorted();
    List<Measure> found = new ArrayList<>();
    int[] columns = new int[measures.size()];
    Arrays.fill(columns, -1);
    int[] days = new int[sorted.length];
    int size = 0;
    for (long cell : sorted) {
      if (size == 0 || days[size - 1] != day(cell)) {
        days[size++] = day(cell);
      }
      if (columns[measure(cell)] < 0) {
        columns[measure(cell)] = found.size();
        found.add(measures.measure(measure(cell)));
      }
    }
    long[] values = new long[size * found.size()];
    int at = 0;
    for (long cell : sorted) {
      at += days[at] == day(cell) ? 0 : 1;
      values[at * found.size() + columns[measure(cell)]] = sums[cells.find(cell)];
    }
    return new History(registered, found, Arrays.copyOf(days, size), values);
  }

  private static int day(long cell) {
    return (int) (cell >> Integer.SIZE);
  }

  private static int measure(long cell) {
    return (int) cell;
  }
}
