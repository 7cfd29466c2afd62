package io.clientele.generate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** When things happen in the made-up world: in days and parts of them since its start, UTC. */
final class Timeline {
  /** The first day that no file tells of. */
  static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);

  /** Days that files tell of. */
  static final int DAYS = 730;

  /** Days after them that only the truth tells of. */
  static final int FUTURE_DAYS = 365;

  private static final Instant START =
      AS_OF.minusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final List<String> MONTH_OF_DAY =
      IntStream.range(0, DAYS).mapToObj(day -> YearMonth.from(date(day)).toString()).toList();

  /** The months that files tell of, such as 2026-06. */
  static final List<String> MONTHS = MONTH_OF_DAY.stream().distinct().toList();

  private static final int[] NUMBERS = MONTH_OF_DAY.stream().mapToInt(MONTHS::indexOf).toArray();

  private Timeline() {}

  static Instant at(double day) {
    return START.plusSeconds((long) Math.floor(day * 86_400));
  }

  /** Whether the files tell of the moment. */
  static boolean told(double day) {
    return day >= 0 && day < DAYS;
  }

  static LocalDate date(int day) {
    return AS_OF.minusDays(DAYS - day);
  }

  /** The day that a date is. */
  static int day(LocalDate date) {
    return (int) ChronoUnit.DAYS.between(date(0), date);
  }

  /** The place among the months of that of a moment that the files tell of. */
  static int month(double day) {
    return NUMBERS[(int) Math.floor(day)];
  }
}
