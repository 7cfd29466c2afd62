package io.clientele.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up one customer's past. Its memory grows with the customer's active days, not with what
 * happened on them. The order of additions does not matter.
 */
final class HistoryBuilder {
  private final Map<Measure, Integer> columns = new HashMap<>();
  private final List<Measure> measures = new ArrayList<>();
  private final TreeMap<Integer, long[]> days = new TreeMap<>();
  private int registered = History.NEVER;

  // Neighbours mostly share a day: the last one is kept at hand.
  private int lastDay = History.NEVER;
  private long[] lastValues = new long[0];

  /** The customer registered on this epoch day, or earlier. */
  HistoryBuilder register(int day) {
    registered = Math.min(registered, day);
    return this;
  }

  /**
   * @throws ArithmeticException where a sum leaves the range of 64 bits: refused, never wrong
   */
  HistoryBuilder add(int day, Measure measure, long value) {
    int column = columns.computeIfAbsent(measure, this::column);
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
    return registered == History.NEVER && days.isEmpty();
  }

  History build() {
    int width = measures.size();
    int[] sorted = days.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] values = new long[sorted.length * width];
    int at = 0;
    for (long[] day : days.values()) {
      System.arraycopy(day, 0, values, at, Math.min(day.length, width));
      at += width;
    }
    return new History(registered, measures, sorted, values);
  }

  private int column(Measure measure) {
    measures.add(measure);
    return measures.size() - 1;
  }

  private long[] values(int day) {
    if (day != lastDay) {
      lastValues = days.computeIfAbsent(day, d -> new long[measures.size()]);
      lastDay = day;
    }
    if (lastValues.length < measures.size()) {
      lastValues = Arrays.copyOf(lastValues, measures.size());
      days.put(day, lastValues);
    }
    return lastValues;
  }
}
