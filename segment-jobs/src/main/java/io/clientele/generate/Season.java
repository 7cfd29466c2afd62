package io.clientele.generate;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * How busy a day is beside an average one, by the time of the year and the day of the week. The
 * shop's own clock runs by it: an hour of a day of weight 2 counts for two. A customer's rates hold
 * by that clock, and the mean weight of all days is 1.
 */
final class Season {
  private static final double[] MONTHS = {
    0.86, 0.84, 0.92, 0.94, 0.97, 0.93, 0.88, 0.87, 0.96, 1.02, 1.28, 1.85
  };
  private static final double CHRISTMAS = 0.95;
  private static final int LAST_DELIVERY = 20;
  private static final double[] WEEKDAYS = {0.90, 0.88, 0.90, 0.94, 1.00, 1.18, 1.20};
  private static final int ALL_DAYS = Timeline.DAYS + Timeline.FUTURE_DAYS;
  private static final double[] WEIGHTS = weights();

  /** What the clock shows when each day begins, and when the last one ends. */
  private static final double[] BEGINNINGS = beginnings();

  private Season() {}

  static double weight(int day) {
    return WEIGHTS[day];
  }

  /** What the shop's clock shows at a moment that is no earlier than the first day's. */
  static double elapsed(double day) {
    int whole = Math.min((int) day, ALL_DAYS - 1);
    return BEGINNINGS[whole] + (day - whole) * WEIGHTS[whole];
  }

  /** The moment at which the shop's clock shows what is given. */
  static double day(double elapsed) {
    int found = Arrays.binarySearch(BEGINNINGS, elapsed);
    int whole = Math.min(found < 0 ? -found - 2 : found, ALL_DAYS - 1);
    return whole + (elapsed - BEGINNINGS[whole]) / WEIGHTS[whole];
  }

  /** Moments of a Poisson process whose rate an average day has, in order. */
  static List<Double> arrivals(Chance chance, double rate, double from, double to) {
    return from < to
        ? chance.arrivals(rate, elapsed(from), elapsed(to)).stream()
            .map(moment -> Math.min(day(moment), to))
            .toList()
        : List.of();
  }

  private static double[] weights() {
    double[] weights = new double[ALL_DAYS];
    double sum = 0;
    for (int day = 0; day < ALL_DAYS; day++) {
      LocalDate date = Timeline.date(day);
      weights[day] = ofYear(date) * WEEKDAYS[date.getDayOfWeek().getValue() - 1];
      sum += weights[day];
    }
    for (int day = 0; day < ALL_DAYS; day++) {
      weights[day] *= ALL_DAYS / sum;
    }
    return weights;
  }

  private static double ofYear(LocalDate date) {
    boolean tooLate = date.getMonthValue() == 12 && date.getDayOfMonth() > LAST_DELIVERY;
    return tooLate ? CHRISTMAS : MONTHS[date.getMonthValue() - 1];
  }

  private static double[] beginnings() {
    double[] beginnings = new double[ALL_DAYS + 1];
    for (int day = 0; day < ALL_DAYS; day++) {
      beginnings[day + 1] = beginnings[day] + WEIGHTS[day];
    }
    return beginnings;
  }
}
