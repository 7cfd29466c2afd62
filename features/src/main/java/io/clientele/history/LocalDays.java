package io.clientele.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The local day of an instant. Remembers how long an offset holds, since asking the zone's rules
 * for every event would take longer than everything else done with it. Not for several threads.
 */
final class LocalDays {
  private static final long MICROS = 1_000_000L;
  private static final long SECONDS_A_DAY = 86_400L;

  private final ZoneRules rules;
  private long from;
  private long until;
  private int offset;

  LocalDays(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** The epoch day, in the zone, of microseconds since the epoch. */
  int of(long micros) {
    long second = Math.floorDiv(micros, MICROS);
    if (second < from || second >= until) {
      remember(second);
    }
    return Math.toIntExact(Math.floorDiv(second + offset, SECONDS_A_DAY));
  }

  private void remember(long second) {
    Instant instant = Instant.ofEpochSecond(second);
    // A transition belongs to the span it begins, and "previous" means strictly before.
    ZoneOffsetTransition begin = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition end = rules.nextTransition(instant);
    from = begin == null ? Long.MIN_VALUE : begin.toEpochSecond();
    until = end == null ? Long.MAX_VALUE : end.toEpochSecond();
    offset = rules.getOffset(instant).getTotalSeconds();
  }
}
