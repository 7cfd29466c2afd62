package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SourceCustomerTest {
  private static final LocalDate MONDAY = LocalDate.parse("2024-05-06");

  private final MeasureNumbers measures = new MeasureNumbers();
  private final List<Consumer<SourceCustomer>> events = new ArrayList<>();

  @Test
  void shouldEndASessionAfterThirtyMinutesWithoutAnEvent() {
    event(null, "2024-05-06T10:00:00Z", "page_viewed");
    event(null, "2024-05-06T10:29:59.999999Z", "page_viewed");
    event(null, "2024-05-06T10:59:59.999999Z", "page_viewed");

    assertThat(sessions(MONDAY)).isEqualTo(2);
  }

  @Test
  void shouldKeepASessionGoingOnFromEventToEvent() {
    for (int minute = 0; minute < 120; minute += 29) {
      event(null, Instant.parse("2024-05-06T10:00:00Z").plusSeconds(minute * 60L).toString(), "x");
    }

    assertThat(sessions(MONDAY)).isEqualTo(1);
  }

  @Test
  void shouldCountASessionOverMidnightOnItsFirstDayAndItsEventsOnTheirOwn() {
    event(null, "2024-05-06T23:50:00Z", "page_viewed");
    event(null, "2024-05-07T00:10:00Z", "page_viewed");
    event("s", "2024-05-06T22:00:00Z", "page_viewed");
    event("s", "2024-05-07T04:00:00Z", "page_viewed");

    assertThat(sessions(MONDAY)).isEqualTo(2);
    assertThat(sessions(MONDAY.plusDays(1))).isZero();
    assertThat(value(MONDAY.plusDays(1), Measure.events("page_viewed"))).isEqualTo(2);
  }

  @Test
  void shouldTrustTheSourcesSessionsWhateverTheirGaps() {
    event("a", "2024-05-06T10:00:00Z", "page_viewed");
    event("b", "2024-05-06T10:01:00Z", "page_viewed");
    event("a", "2024-05-06T18:00:00Z", "page_viewed");
    event(null, "2024-05-06T10:02:00Z", "page_viewed");

    assertThat(sessions(MONDAY)).isEqualTo(3);
  }

  @Test
  void shouldCountDaysInTheZoneOverTheChangeOfClocks() {
    event("a", "2024-03-30T22:59:00Z", "custom");
    event("b", "2024-03-31T21:59:00Z", "custom");

    History history = history(ZoneId.of("Europe/Berlin"));

    assertThat(history.size()).isEqualTo(2);
    assertThat(history.day(0)).isEqualTo(LocalDate.parse("2024-03-30").toEpochDay());
    assertThat(history.day(1)).isEqualTo(LocalDate.parse("2024-03-31").toEpochDay());
  }

  @Test
  void shouldKeepAKindThatItDoesNotKnow() {
    event(null, "2024-05-06T10:00:00Z", "wishlist_shared");

    assertThat(value(MONDAY, Measure.events("wishlist_shared"))).isEqualTo(1);
  }

  @Test
  void shouldSayNothingOfACustomerOfWhomNothingIsKnown() {
    History history = history(ZoneId.of("UTC"));

    assertThat(history.registered()).isEqualTo(History.NEVER);
    assertThat(history.size()).isZero();
  }

  private void event(String session, String at, String name) {
    Instant instant = Instant.parse(at);
    long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    long key = session == null ? Fact.NONE : session.hashCode();
    events.add(customer -> customer.addEvent(micros, key, measures.of(Measure.events(name))));
  }

  private long sessions(LocalDate day) {
    return value(day, Measure.SESSIONS);
  }

  private long value(LocalDate day, Measure measure) {
    History history = history(ZoneId.of("UTC"));
    int index = history.daysBefore((int) day.toEpochDay());
    return index < history.size() && history.day(index) == day.toEpochDay()
        ? history.value(index, measure)
        : 0;
  }

  private History history(ZoneId zone) {
    SourceCustomer customer = new SourceCustomer(new LocalDays(zone), measures);
    Collections.shuffle(events, new Random(5));
    events.forEach(event -> event.accept(customer));
    return customer.built();
  }
}
