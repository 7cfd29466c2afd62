package io.clientele.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What was known of a customer strictly before an as-of date: the only view of a {@link History}.
 * Every question is answered from days before the date, whatever happened since.
 */
public final class Past {
  private static final int WINDOWS = Window.values().length;

  private final History history;
  private final int asOf;
  private final int size;
  private final long[] sums;
  private final Map<Measure.Kind, List<Measure>> ofKind = new EnumMap<>(Measure.Kind.class);
  private Measure daysOf;
  private int[] daysFound;

  Past(History history, int asOf) {
    this.history = history;
    this.asOf = asOf;
    this.size = history.daysBefore(asOf);
    this.sums = sums();
  }

  /**
   * Every window's sum of every measure: one pass adds each day to the smallest window that holds
   * it, then each window takes in the one before.
   */
  private long[] sums() {
    int width = history.measures().size();
    long[] found = new long[width * WINDOWS];
    for (int day = 0; day < size; day++) {
      int window = Window.smallest(asOf - history.day(day));
      for (int m = 0; m < width; m++) {
        int at = m * WINDOWS + window;
        found[at] = Math.addExact(found[at], history.value(day, m));
      }
    }
    for (int at = 0; at < found.length; at++) {
      if (at % WINDOWS > 0) {
        found[at] = Math.addExact(found[at], found[at - 1]);
      }
    }
    return found;
  }

  /** True for a customer who had registered or done something. */
  public boolean known() {
    return firstDay() < asOf;
  }

  /** Days since the customer registered or first did something, whichever was earlier. */
  public int tenureDays() {
    if (!known()) {
      throw new IllegalStateException("Cannot tell the tenure of a customer not known yet");
    }
    return asOf - firstDay();
  }

  private int firstDay() {
    return Math.min(history.registered(), size == 0 ? History.NEVER : history.day(0));
  }

  /** The measures of a kind that ever occurred in the customer's history, by name. */
  public List<Measure> measures(Measure.Kind kind) {
    return ofKind.computeIfAbsent(kind, this::found);
  }

  private List<Measure> found(Measure.Kind kind) {
    List<Measure> found = new ArrayList<>();
    for (Measure measure : history.measures()) {
      if (measure.kind() == kind) {
        found.add(measure);
      }
    }
    found.sort(Comparator.comparing(Measure::name));
    return found;
  }

  /** How many there were in the window; of amounts and units, ten-thousandths. */
  public long sum(Measure measure, Window window) {
    int column = history.column(measure);
    return column < 0 ? 0 : sums[column * WINDOWS + window.index()];
  }

  /** Spend of the window's orders minus the refunds given in the window, in ten-thousandths. */
  public long netSpend(Window window) {
    return Math.subtractExact(sum(Measure.SPEND, window), sum(Measure.REFUNDS, window));
  }

  /** Days from the measure's last day to the as-of date, at least 1. */
  public OptionalInt daysSinceLast(Measure measure) {
    int column = history.column(measure);
    for (int day = size - 1; column >= 0 && day >= 0; day--) {
      if (history.value(day, column) != 0) {
        return OptionalInt.of(asOf - history.day(day));
      }
    }
    return OptionalInt.empty();
  }

  /** Days from the last day on which the customer did anything to the as-of date, at least 1. */
  public OptionalInt daysSinceActive() {
    for (int day = size - 1; day >= 0; day--) {
      if (isActive(day)) {
        return OptionalInt.of(asOf - history.day(day));
      }
    }
    return OptionalInt.empty();
  }

  private boolean isActive(int day) {
    List<Measure> measures = history.measures();
    for (int m = 0; m < measures.size(); m++) {
      if (history.value(day, m) != 0 && measures.get(m).isActivity()) {
        return true;
      }
    }
    return false;
  }

  /** Days on which anything happened. */
  public int activeDays() {
    return size;
  }

  /** Days from the measure's first day to the as-of date, at least 1. */
  public OptionalInt daysSinceFirst(Measure measure) {
    int[] days = days(measure);
    return days.length == 0 ? OptionalInt.empty() : OptionalInt.of(asOf - days[0]);
  }

  /** What a measure came to on the first day of another; 0 where that never occurred. */
  public long onFirstDay(Measure of, Measure measure) {
    int column = history.column(measure);
    int[] days = days(of);
    return column < 0 || days.length == 0 ? 0 : history.value(history.daysBefore(days[0]), column);
  }

  /** Days between consecutive days of the measure, the earliest first; two on one day make none. */
  public int[] gaps(Measure measure) {
    int[] days = days(measure);
    int[] gaps = new int[Math.max(0, days.length - 1)];
    for (int gap = 0; gap < gaps.length; gap++) {
      gaps[gap] = days[gap + 1] - days[gap];
    }
    return gaps;
  }

  /** The middle gap, or the mean of the two in the middle. */
  public OptionalDouble medianGap(Measure measure) {
    int[] gaps = gaps(measure);
    if (gaps.length == 0) {
      return OptionalDouble.empty();
    }

    Arrays.sort(gaps);
    long twoMiddles = (long) gaps[(gaps.length - 1) / 2] + gaps[gaps.length / 2];
    return OptionalDouble.of(twoMiddles / 2.0);
  }

  /** The measure's days as epoch days, ascending; kept, since much is asked of the same ones. */
  private int[] days(Measure measure) {
    if (!measure.equals(daysOf)) {
      int column = history.column(measure);
      int[] all = new int[size];
      int found = 0;
      for (int day = 0; column >= 0 && day < size; day++) {
        if (history.value(day, column) != 0) {
          all[found++] = history.day(day);
        }
      }
      daysFound = Arrays.copyOf(all, found);
      daysOf = measure;
    }
    return daysFound;
  }
}
