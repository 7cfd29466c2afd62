package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDaysTest {

  @ParameterizedTest
  @CsvSource({
    "UTC,                 2024-02-29T23:59:59.999999Z, 2024-02-29",
    "UTC,                 2024-03-01T00:00:00Z,        2024-03-01",
    "America/Los_Angeles, 2024-03-01T07:59:59Z,        2024-02-29",
    "America/Los_Angeles, 2024-03-01T08:00:00Z,        2024-03-01",
    "Pacific/Auckland,    2024-02-28T10:59:59Z,        2024-02-28",
    "Pacific/Auckland,    2024-02-28T11:00:00Z,        2024-02-29",
    "Europe/Berlin,       2024-03-30T22:59:59Z,        2024-03-30",
    "Europe/Berlin,       2024-03-30T23:00:00Z,        2024-03-31",
    "Europe/Berlin,       2024-03-31T21:59:59Z,        2024-03-31",
    "Europe/Berlin,       2024-03-31T22:00:00Z,        2024-04-01",
    "America/Sao_Paulo,   2018-11-04T02:59:59Z,        2018-11-03",
    "America/Sao_Paulo,   2018-11-04T03:00:00Z,        2018-11-04",
    "UTC,                 1969-12-31T23:59:59.999999Z, 1969-12-31"
  })
  void shouldTakeTheDayOfTheZone(String zone, Instant instant, LocalDate day) {
    assertThat(new LocalDays(ZoneId.of(zone)).of(micros(instant))).isEqualTo(day.toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "+05:45"})
  void shouldAgreeWithTheCalendarWhateverWasAskedBefore(String zone) {
    Random random = new Random(7);
    LocalDays days = new LocalDays(ZoneId.of(zone));
    for (int i = 0; i < 2_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(-1_000_000_000L, 2_500_000_000L));

      assertThat(days.of(micros(instant)))
          .as("%s", instant)
          .isEqualTo(instant.atZone(ZoneId.of(zone)).toLocalDate().toEpochDay());
    }
  }

  @Test
  void shouldBeginAnOffsetWithItsTransition() {
    LocalDays days = new LocalDays(ZoneId.of("Pacific/Apia"));
    Instant skip = Instant.parse("2011-12-30T10:00:00Z");

    assertThat(days.of(micros(skip.minusSeconds(1))))
        .isEqualTo(LocalDate.parse("2011-12-29").toEpochDay());
    assertThat(days.of(micros(skip))).isEqualTo(LocalDate.parse("2011-12-31").toEpochDay());
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
