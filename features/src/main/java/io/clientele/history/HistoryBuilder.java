package io.clientele.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adds up one customer's past. Its memory grows with the customer's active days, not with what
 * happened on them. The order of additions does not matter.
 */
final class HistoryBuilder {
  private static final int ROOM = 8;

  private final Map<Measure, Integer> columns = new HashMap<>();
  private final List<Measure> measures = new ArrayList<>();
  private final LongIndex days = new LongIndex();
  private final List<long[]> rows = new ArrayList<>();
  private int registered = History.NEVER;

  /** The customer registered on this epoch day, or earlier. */
  HistoryBuilder register(int day) {
    registered = Math.min(registered, day);
    return this;
  }

  /**
   * @throws ArithmeticException where a sum leaves the range of 64 bits: refused, never wrong
   */
  HistoryBuilder add(int day, Measure measure, long value) {
    Integer known = columns.get(measure);
    int column = known == null ? column(measure) : known;
    long[] values = values(day);
    values[column] = Math.addExact(values[column], value);
    return this;
  }

  HistoryBuilder add(History other) {
    register(other.registered());
    for (int day = 0; day < other.size(); day++) {
      for (int m = 0; m < other.measures().size(); m++) {
        add(other.day(day), other.measures().get(m), other.value(day, m));
      }
    }
    return this;
  }

  /** True where nothing says that the customer ever was. */
  boolean isEmpty() {
    return registered == History.NEVER && rows.isEmpty();
  }

  History build() {
    int width = measures.size();
    int[] sorted =
        IntStream.range(0, days.size())
            .map(row -> Math.toIntExact(days.key(row)))
            .sorted()
            .toArray();
    long[] values = new long[sorted.length * width];
    for (int day = 0; day < sorted.length; day++) {
      long[] row = rows.get(days.find(sorted[day]));
      System.arraycopy(row, 0, values, day * width, Math.min(row.length, width));
    }
    return new History(registered, measures, sorted, values);
  }

  private int column(Measure measure) {
    columns.put(measure, measures.size());
    measures.add(measure);
    return measures.size() - 1;
  }

  /** The day's values, with room for every measure there is by now. */
  private long[] values(int day) {
    int row = days.add(day);
    if (row == rows.size()) {
      rows.add(new long[Math.max(ROOM, measures.size())]);
    } else if (rows.get(row).length < measures.size()) {
      rows.set(row, Arrays.copyOf(rows.get(row), 2 * measures.size()));
    }
    return rows.get(row);
  }
}
