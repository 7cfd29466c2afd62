package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What counts before an as-of date, to the microsecond, in zones whose clocks do unlikely things: a
 * midnight that there is not (Havana), an offset of 45 minutes (Kathmandu), clocks set back just
 * after midnight into the day before (St. John's, until 2011), a day left out (Apia, 2011), winter
 * time for the month of Ramadan alone (Casablanca). Days are those of java.time.
 */
class LocalMidnightTest {
  private static final int SAMPLES = 300;
  private static final LocalDate FIRST = LocalDate.parse("2007-01-01");
  private static final LocalDate LEAP_DAY = LocalDate.parse("2024-02-29");
  private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/St_Johns",
        "America/Havana",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Africa/Casablanca",
        "Australia/Lord_Howe"
      })
  void shouldPartDaysAtLocalMidnight(String name) {
    ZoneId zone = ZoneId.of(name);
    Random random = new Random(name.hashCode());
    for (LocalDate day : days(zone, random)) {
      Instant midnight = day.atStartOfDay(zone).toInstant();
      // Where a day was left out, the one before has not the number before.
      int ago = ago(midnight.minus(MICROSECOND), day, zone);

      assertThat(known(zone, day, midnight.minus(MICROSECOND)))
          .as("just before %s", day)
          .containsExactly(1L, 1L, (long) ago);
      assertThat(known(zone, day, midnight)).as("as %s begins", day).containsExactly(0L, 0L, 0L);
      assertThat(known(zone, day, midnight.plus(MICROSECOND)))
          .as("just after %s began", day)
          .containsExactly(0L, 0L, 0L);
      assertThat(known(zone, day.plusDays(1), midnight))
          .as("from the day after %s", day)
          .containsExactly(1L, 1L, 1L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/St_Johns",
        "America/Havana",
        "Pacific/Apia",
        "Africa/Casablanca",
        "Australia/Lord_Howe"
      })
  void shouldCountADayAsOneHoweverManyHoursItHas(String name) {
    ZoneId zone = ZoneId.of(name);
    Random random = new Random(name.hashCode());
    for (LocalDate day : days(zone, random)) {
      Instant at =
          day.minusDays(random.nextInt(400))
              .atTime(random.nextInt(24), random.nextInt(60))
              .atZone(zone)
              .toInstant();
      int ago = ago(at, day, zone);

      List<Long> found = known(zone, day, at);

      boolean before = ago >= 1;
      assertThat(found)
          .as("%s as of %s", at, day)
          .containsExactly(before ? 1L : 0L, before && ago <= 30 ? 1L : 0L, before ? ago : 0L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Pacific/Apia"})
  void shouldCountASessionOnTheDayOfItsFirstEvent(String name) {
    ZoneId zone = ZoneId.of(name);
    for (LocalDate day : days(zone, new Random(name.hashCode()))) {
      Instant midnight = day.atStartOfDay(zone).toInstant();
      Instant[] over = {
        midnight.minusSeconds(600), midnight.plusSeconds(600), midnight.plusSeconds(1_800)
      };
      History history = history(zone, over);

      Past before = history.before(day);
      Past after = history.before(day.plusDays(1));
      assertThat(before.sum(Measure.SESSIONS, Window.EVER)).as("%s", day).isEqualTo(1);
      assertThat(after.sum(Measure.SESSIONS, Window.EVER)).as("%s", day).isEqualTo(1);
      assertThat(before.sum(Measure.events("custom"), Window.EVER)).as("%s", day).isEqualTo(1);
      assertThat(after.sum(Measure.events("custom"), Window.EVER)).as("%s", day).isEqualTo(3);
    }
  }

  /** Days around changes of the clocks, a leap day, and days as they come. */
  private static List<LocalDate> days(ZoneId zone, Random random) {
    List<LocalDate> days = new ArrayList<>(List.of(LEAP_DAY, LEAP_DAY.plusDays(1)));
    ZoneOffsetTransition change =
        zone.getRules().nextTransition(FIRST.atStartOfDay(zone).toInstant());
    while (change != null && days.size() < SAMPLES / 2) {
      LocalDate day = change.getDateTimeAfter().toLocalDate();
      days.addAll(List.of(day.minusDays(1), day, day.plusDays(1)));
      change = zone.getRules().nextTransition(change.getInstant());
    }
    while (days.size() < SAMPLES) {
      days.add(FIRST.plusDays(random.nextInt(9_000)));
    }
    // A day that the zone left out has no midnight.
    return days.stream().filter(day -> day.atStartOfDay(zone).toLocalDate().equals(day)).toList();
  }

  private static int ago(Instant at, LocalDate day, ZoneId zone) {
    return Math.toIntExact(day.toEpochDay() - at.atZone(zone).toLocalDate().toEpochDay());
  }

  /** An event at this instant as of the day: how often ever, in 30 days, and how many days ago. */
  private static List<Long> known(ZoneId zone, LocalDate asOf, Instant at) {
    Past past = history(zone, at).before(asOf);
    Measure custom = Measure.events("custom");
    return List.of(
        past.sum(custom, Window.EVER),
        past.sum(custom, Window.DAYS_30),
        (long) past.daysSinceLast(custom).orElse(0));
  }

  private static History history(ZoneId zone, Instant... events) {
    MeasureNumbers measures = new MeasureNumbers();
    SourceCustomer customer = new SourceCustomer(new LocalDays(zone), measures);
    for (Instant event : events) {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, event);
      customer.addEvent(micros, Fact.NONE, measures.of(Measure.events("custom")));
    }
    return customer.built();
  }
}
