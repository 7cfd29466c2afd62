package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.generate.Chance.Theme;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeasonTest {
  private static final int DAYS = Timeline.DAYS + Timeline.FUTURE_DAYS;

  @Test
  void shouldTakeNothingFromTheWholeOfTime() {
    assertThat(Season.elapsed(DAYS)).isCloseTo(DAYS, within(1e-6));
  }

  @Test
  void shouldReadTheClockBothWays() {
    Chance chance = Chance.of(1, 1, Theme.OCCASIONS);
    for (int times = 0; times < 1000; times++) {
      double day = chance.uniform(0, DAYS);
      assertThat(Season.day(Season.elapsed(day))).isCloseTo(day, within(1e-9));
    }
    assertThat(Season.day(Season.elapsed(DAYS))).isCloseTo(DAYS, within(1e-9));
  }

  @Test
  void shouldBeBusiestBeforeChristmasAndAtWeekends() {
    assertThat(mean(SeasonTest::beforeChristmas)).isGreaterThan(1.5 * mean(day -> true));
    assertThat(mean(SeasonTest::atWeekends)).isGreaterThan(1.1 * mean(day -> true));
  }

  @Test
  void shouldBringMoreWhereItIsBusier() {
    Chance chance = Chance.of(2, 1, Theme.OCCASIONS);
    List<Double> arrivals = Season.arrivals(chance, 100, 3.25, DAYS - 0.5);

    for (IntPredicate days :
        List.<IntPredicate>of(SeasonTest::beforeChristmas, SeasonTest::atWeekends)) {
      double expected =
          100
              * IntStream.range(0, DAYS)
                  .filter(days)
                  .mapToDouble(day -> Season.weight(day) * coveredPart(day))
                  .sum();
      Bounds.assertPoisson(
          arrivals.stream().filter(day -> days.test((int) Math.floor(day))).count(), expected);
    }
    assertThat(arrivals).isSorted().allMatch(day -> day > 3.25 && day <= DAYS - 0.5);
  }

  private static double coveredPart(int day) {
    return Math.max(0, Math.min(DAYS - 0.5, day + 1) - Math.max(3.25, day));
  }

  private static double mean(IntPredicate days) {
    return IntStream.range(0, DAYS)
        .filter(days)
        .mapToDouble(Season::weight)
        .average()
        .orElseThrow();
  }

  private static boolean beforeChristmas(int day) {
    LocalDate date = Timeline.date(day);
    return date.getMonthValue() == 12 && date.getDayOfMonth() <= 20;
  }

  private static boolean atWeekends(int day) {
    return Timeline.date(day).getDayOfWeek().getValue() >= 6;
  }
}
