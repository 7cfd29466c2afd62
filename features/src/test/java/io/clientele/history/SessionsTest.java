package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
  private static final long MINUTE = 60_000_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final long MONDAY = 1_715_000_000_000_000L;

  private record Event(long at, long session) {}

  /** Sessions of a source begin with their first event, others with an event after a gap. */
  private static long[] begun(List<Event> events) {
    LongStream told =
        events.stream()
            .filter(event -> event.session() != Fact.NONE)
            .mapToLong(Event::session)
            .distinct()
            .map(
                session ->
                    events.stream()
                        .filter(event -> event.session() == session)
                        .mapToLong(Event::at)
                        .min()
                        .orElseThrow());
    long[] loose =
        events.stream()
            .filter(event -> event.session() == Fact.NONE)
            .mapToLong(Event::at)
            .sorted()
            .toArray();
    LongStream after =
        LongStream.range(0, loose.length)
            .filter(i -> i == 0 || loose[(int) i] - loose[(int) i - 1] >= 30 * MINUTE)
            .map(i -> loose[(int) i]);
    return LongStream.concat(told, after).sorted().toArray();
  }

  private static long[] beginnings(Sessions sessions) {
    LongStream.Builder found = LongStream.builder();
    sessions.beginnings(found::add);
    return found.build().sorted().toArray();
  }

  private static Sessions of(List<Event> events) {
    Sessions sessions = new Sessions();
    events.forEach(event -> sessions.add(event.at(), event.session()));
    return sessions;
  }

  private static List<Event> events(Random random, long unit) {
    List<Event> events = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      long at = (MONDAY + random.nextLong(random.nextLong(1, 4_000) * MINUTE)) / unit * unit;
      long session = random.nextBoolean() ? Fact.NONE : random.nextInt(8) * 0x9E3779B97F4A7C15L;
      events.add(new Event(random.nextInt(20) == 0 ? -at : at, session));
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 1_000_000, 60_000_000})
  void shouldBeTheSameHoweverTheyWereAddedAndStored(long unit) {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Event> events = events(random, unit);
      byte[] whole = of(events).encode();

      List<Event> mixed = new ArrayList<>(events);
      Collections.shuffle(mixed, random);
      Sessions kept = new Sessions();
      for (int from = 0; from < mixed.size(); ) {
        int to = Math.min(mixed.size(), from + 1 + random.nextInt(12));
        Sessions next = new Sessions();
        next.add(kept.encode());
        next.add(of(mixed.subList(from, to)).encode());
        kept = next;
        from = to;
      }

      assertThat(beginnings(of(events))).as("seed %d", seed).isEqualTo(begun(events));
      assertThat(beginnings(kept)).as("seed %d", seed).isEqualTo(begun(events));
      assertThat(kept.encode()).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void shouldMakeTwoSessionsOneWhereAnEventComesBetweenThem() {
    List<Event> apart =
        List.of(new Event(MONDAY, Fact.NONE), new Event(MONDAY + 40 * MINUTE, Fact.NONE));
    Sessions stored = new Sessions();
    stored.add(of(apart).encode());
    assertThat(beginnings(stored)).hasSize(2);

    stored.add(MONDAY + 20 * MINUTE, Fact.NONE);

    assertThat(beginnings(stored)).containsExactly(MONDAY);
  }

  @Test
  void shouldBeginASessionAgainWithAnEarlierEventThatCameLate() {
    Sessions stored = new Sessions();
    stored.add(of(List.of(new Event(MONDAY, 7))).encode());

    stored.add(MONDAY - 90_000 * MINUTE, 7);

    assertThat(beginnings(stored)).containsExactly(MONDAY - 90_000 * MINUTE);
  }

  @Test
  void shouldTakeFewBytesForWholeSeconds() {
    List<Event> days = new ArrayList<>();
    for (int day = 0; day < 100; day++) {
      days.add(new Event(MONDAY + day * DAY, Fact.NONE));
    }

    assertThat(of(days).encode()).hasSizeLessThan(420);
  }

  @Test
  void shouldRefuseWhatItCannotRead() {
    byte[] good = of(events(new Random(1), 1)).encode();
    byte[] other = good.clone();
    other[0] = 9;
    for (byte[] bad :
        List.of(
            new byte[0],
            other,
            Arrays.copyOf(good, good.length - 1),
            Arrays.copyOf(good, good.length + 1))) {
      assertThatThrownBy(() -> new Sessions().add(bad))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Cannot read a customer's sessions: found ")
          .hasMessageContaining("build the histories anew");
    }
  }
}
