package io.clientele.history;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * One customer's whole past in memory: the days on which something happened, in order, and what was
 * added up on each. It lets itself be read only through {@link #before}: nothing computed from it
 * can see the as-of date or what follows.
 */
public final class History {
  /** Later than any day. */
  static final int NEVER = Integer.MAX_VALUE;

  private final int registered;
  private final List<Measure> measures;
  private final int width;
  private final int[] placed;
  private final int[] days;
  private final long[] values;

  /**
   * @param registered the epoch day of registration, or {@link #NEVER}
   * @param days epoch days, strictly ascending
   * @param values day after day, a value for each measure
   */
  History(int registered, List<Measure> measures, int[] days, long[] values) {
    this(registered, List.copyOf(measures), placed(measures), days, values);
  }

  private History(int registered, List<Measure> measures, int[] placed, int[] days, long[] values) {
    this.registered = registered;
    this.measures = measures;
    this.width = measures.size();
    this.placed = placed;
    this.days = days;
    this.values = values;
  }

  /** The column of each measure that has a place. */
  private static int[] placed(List<Measure> measures) {
    int[] columns = new int[Measure.NUMBERED.size()];
    Arrays.fill(columns, -1);
    for (int column = 0; column < measures.size(); column++) {
      int place = measures.get(column).place();
      if (place != Measure.NOWHERE) {
        columns[place] = column;
      }
    }
    return columns;
  }

  /**
   * Reads what {@link CustomerHistory#DAYS} holds.
   *
   * @throws io.clientele.problem.UserError where another release wrote it, or it is damaged
   */
  public static History read(byte[] days) {
    return HistoryCodec.decode(days);
  }

  /** The same past of a customer who registered on this day. */
  public History registeredOn(LocalDate day) {
    return registeredOn(Math.toIntExact(day.toEpochDay()));
  }

  History registeredOn(int epochDay) {
    return new History(epochDay, measures, placed, days, values);
  }

  /** What was known strictly before the start of this local day. */
  public Past before(LocalDate asOf) {
    return new Past(this, Math.toIntExact(asOf.toEpochDay()));
  }

  int registered() {
    return registered;
  }

  /** True where nothing says that the customer ever was. */
  boolean isEmpty() {
    return registered == NEVER && days.length == 0;
  }

  List<Measure> measures() {
    return measures;
  }

  /** The measure's place among {@link #measures}, or -1. */
  int column(Measure measure) {
    return measure.place() == Measure.NOWHERE ? measures.indexOf(measure) : placed[measure.place()];
  }

  int size() {
    return days.length;
  }

  int day(int index) {
    return days[index];
  }

  /** How many of the days lie before this one. */
  int daysBefore(int day) {
    int found = Arrays.binarySearch(days, day);
    return found < 0 ? -found - 1 : found;
  }

  long value(int index, int measure) {
    return values[index * width + measure];
  }

  /** The measure's value on the day of this index; 0 for a measure that never occurred. */
  long value(int index, Measure measure) {
    int column = column(measure);
    return column < 0 ? 0 : value(index, column);
  }
}
