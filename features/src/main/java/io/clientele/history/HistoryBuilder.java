package io.clientele.history;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Adds up one customer's past. Its memory grows with the customer's active days, not with what
 * happened on them. The order of additions does not matter.
 */
final class HistoryBuilder {
  /** Days and measures that room is made for at first. */
  private static final int LEAST = 16;

  private final MeasureNumbers measures;

  private final LongIndex days = new LongIndex(LEAST);

  /** By the number of a measure that was added to, its place among a day's sums; from 1 on. */
  private int[] places;

  /** By its place, the number of each measure that was added to. */
  private int[] found = new int[LEAST];

  private int width;

  /** Day after day, a sum for each measure that there is room for. */
  private long[] sums = new long[LEAST * LEAST];

  private int lastDay;
  private int lastRow = -1;
  private int registered = History.NEVER;

  HistoryBuilder() {
    this(new MeasureNumbers());
  }

  /**
   * @param measures gives numbers to measures
   */
  HistoryBuilder(MeasureNumbers measures) {
    this.measures = measures;
    this.places = new int[Math.max(LEAST, measures.size())];
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
    // The place first: it may need room.
    int place = place(measure);
    int cell = row(day) * found.length + place;
    sums[cell] = Math.addExact(sums[cell], value);
    return this;
  }

  /** Adds a history, but of its days only these measures. */
  HistoryBuilder add(History other, Predicate<Measure> which) {
    register(other.registered());
    List<Measure> told = other.measures();
    int[] columns = IntStream.range(0, told.size()).filter(c -> which.test(told.get(c))).toArray();
    int[] numbers = IntStream.of(columns).map(c -> measures.of(told.get(c))).toArray();
    for (int day = 0; day < other.size(); day++) {
      for (int c = 0; c < columns.length; c++) {
        long value = other.value(day, columns[c]);
        if (value != 0) {
          add(other.day(day), numbers[c], value);
        }
      }
    }
    return this;
  }

  History build() {
    long[] order = new long[days.size()];
    for (int row = 0; row < order.length; row++) {
      order[row] = days.key(row) << Integer.SIZE | row;
    }
    Arrays.sort(order);
    int[] ordered = new int[order.length];
    long[] values = new long[order.length * width];
    for (int at = 0; at < order.length; at++) {
      ordered[at] = (int) (order[at] >> Integer.SIZE);
      System.arraycopy(sums, (int) order[at] * found.length, values, at * width, width);
    }
    List<Measure> all =
        IntStream.range(0, width).mapToObj(p -> measures.measure(found[p])).toList();
    return new History(registered, all, ordered, values);
  }

  /** Where the day's sums are; mostly those that were added to just before. */
  private int row(int day) {
    if (lastRow < 0 || day != lastDay) {
      lastRow = days.add(day);
      lastDay = day;
      int needed = Math.multiplyExact(days.size(), found.length);
      if (needed > sums.length) {
        sums = Arrays.copyOf(sums, Math.max(needed, 2 * sums.length));
      }
    }
    return lastRow;
  }

  private int place(int measure) {
    if (measure >= places.length) {
      places = Arrays.copyOf(places, Math.max(measure + 1, 2 * places.length));
    }
    if (places[measure] == 0) {
      if (width == found.length) {
        widen();
      }
      found[width] = measure;
      places[measure] = ++width;
    }
    return places[measure] - 1;
  }

  private void widen() {
    int twice = 2 * width;
    long[] wider = new long[Math.multiplyExact(LEAST + days.size(), twice)];
    for (int row = 0; row < days.size(); row++) {
      System.arraycopy(sums, row * width, wider, row * twice, width);
    }
    sums = wider;
    found = Arrays.copyOf(found, twice);
  }
}
