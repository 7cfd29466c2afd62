package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Random;
import org.instancio.junit.InstancioSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class PastTest {
  private static final LocalDate AS_OF = LocalDate.parse("2024-03-31");
  private static final int SAMPLES = 200;

  @Nested
  class Windows {
    @Test
    void shouldEndWithTheDayBefore() {
      Past past =
          GivenHistory.of()
              .order("2024-03-31", "1000")
              .order("2024-03-30", "1")
              .order("2024-03-24", "2")
              .order("2024-03-23", "4")
              .order("2024-03-01", "8")
              .order("2024-02-29", "16")
              .build()
              .before(AS_OF);

      assertThat(past.netSpend(Window.DAYS_7)).isEqualTo(3_0000);
      assertThat(past.netSpend(Window.DAYS_30)).isEqualTo(15_0000);
      assertThat(past.netSpend(Window.DAYS_60)).isEqualTo(31_0000);
      assertThat(past.netSpend(Window.EVER)).isEqualTo(31_0000);
      assertThat(past.sum(Measure.ORDERS, Window.EVER)).isEqualTo(5);
    }

    @Test
    void shouldAgreeWithAddingUpDayByDay() {
      for (int seed = 0; seed < SAMPLES; seed++) {
        History history = GivenHistory.random(new Random(seed), AS_OF).build();
        for (Window window : Window.values()) {
          for (Measure measure : history.measures()) {
            long expected = 0;
            for (int i = 0; i < history.size(); i++) {
              int age = (int) AS_OF.toEpochDay() - history.day(i);
              expected += age >= 1 && age <= window.days() ? history.value(i, measure) : 0;
            }

            assertThat(history.before(AS_OF).sum(measure, window))
                .as("seed %d, %s, %s", seed, window, measure)
                .isEqualTo(expected);
          }
        }
      }
    }

    @Test
    void shouldTakeRefundsOffOnTheirOwnDay() {
      Past past =
          GivenHistory.of()
              .order("2023-12-01", "50")
              .refund("2024-03-20", "20")
              .build()
              .before(AS_OF);

      assertThat(past.netSpend(Window.DAYS_30)).isEqualTo(-20_0000);
      assertThat(past.netSpend(Window.EVER)).isEqualTo(30_0000);
    }

    @Test
    void shouldBeZeroForWhatNeverHappened() {
      Past past = GivenHistory.of().build().before(AS_OF);

      assertThat(past.sum(Measure.SESSIONS, Window.EVER)).isZero();
      assertThat(past.sum(Measure.UNITS, Window.EVER)).isZero();
    }
  }

  @Nested
  class Days {
    @Test
    void shouldCountFromTheLastOrderDayOverALeapDay() {
      Past past =
          GivenHistory.of()
              .order("2024-02-28", "1")
              .refund("2024-03-20", "1")
              .build()
              .before(LocalDate.parse("2024-03-01"));

      assertThat(past.daysSinceLast(Measure.ORDERS)).hasValue(2);
      assertThat(past.daysSinceLast(Measure.REFUND_COUNT)).isEmpty();
    }

    @Test
    void shouldMakeNoGapOfTwoOrdersOnOneDay() {
      Past past =
          GivenHistory.of()
              .order("2024-01-01", "1")
              .order("2024-01-01", "1")
              .refund("2024-01-02", "1")
              .order("2024-01-11", "1")
              .order("2024-02-10", "1")
              .build()
              .before(AS_OF);

      assertThat(past.gaps(Measure.ORDERS)).containsExactly(10, 30);
      assertThat(past.medianGap(Measure.ORDERS)).hasValue(20.0);
    }

    @Test
    void shouldTakeTheMiddleGap() {
      Past past =
          GivenHistory.of()
              .order("2024-01-01", "1")
              .order("2024-01-31", "1")
              .order("2024-02-01", "1")
              .order("2024-02-06", "1")
              .build()
              .before(AS_OF);

      assertThat(past.medianGap(Measure.ORDERS)).hasValue(5.0);
    }

    @Test
    void shouldKnowNoGapOfASingleDay() {
      assertThat(
              GivenHistory.of()
                  .order("2024-01-01", "1")
                  .build()
                  .before(AS_OF)
                  .medianGap(Measure.ORDERS))
          .isEmpty();
    }
  }

  @Nested
  class Known {
    @Test
    void shouldBeKnownFromTheDayAfterRegistration() {
      History history = GivenHistory.of().registered(AS_OF).build();

      assertThat(history.before(AS_OF).known()).isFalse();
      assertThat(history.before(AS_OF.plusDays(1)).known()).isTrue();
      assertThat(history.before(AS_OF.plusDays(1)).tenureDays()).isEqualTo(1);
      assertThatThrownBy(() -> history.before(AS_OF).tenureDays())
          .hasMessage("Cannot tell the tenure of a customer not known yet");
    }

    @Test
    void shouldCountTenureFromTheEarlierOfRegistrationAndActivity() {
      GivenHistory given = GivenHistory.of().events(AS_OF.minusDays(10), "custom", 1);

      assertThat(given.build().before(AS_OF).tenureDays()).isEqualTo(10);
      assertThat(given.registered(AS_OF.minusDays(4)).build().before(AS_OF).tenureDays())
          .isEqualTo(10);
      assertThat(given.registered(AS_OF.minusDays(40)).build().before(AS_OF).tenureDays())
          .isEqualTo(40);
    }
  }

  @ParameterizedTest
  @InstancioSource(samples = SAMPLES)
  void shouldAddUpWhereHistoriesAreMerged(long seed) {
    Random random = new Random(seed);
    History one = GivenHistory.random(random, AS_OF).build();
    History other = GivenHistory.random(random, AS_OF).build();

    Past both = GivenHistory.of().and(one).and(other).build().before(AS_OF);

    for (Measure measure : Measure.NUMBERED) {
      assertThat(both.sum(measure, Window.DAYS_90))
          .as("seed %d, %s", seed, measure)
          .isEqualTo(
              one.before(AS_OF).sum(measure, Window.DAYS_90)
                  + other.before(AS_OF).sum(measure, Window.DAYS_90));
    }
  }
}
