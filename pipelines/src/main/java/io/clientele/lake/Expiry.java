package io.clientele.lake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * When files of a table that no longer belong to it may leave.
 *
 * @param kept how long they stay
 * @param cutoff files that left before may go
 * @param keptFrom oldest version that stays readable
 */
record Expiry(Duration kept, Instant cutoff, long keptFrom) {
  /** A version that must be read is kept for as long more, until the next time that it is asked. */
  static final Duration MARGIN = Duration.ofDays(7);

  /**
   * As long as the table's keeping demands.
   *
   * @param commits when each version that the log still tells of was committed
   */
  static Expiry of(Keeping keeping, NavigableMap<Long, Instant> commits, Instant now) {
    Optional<Duration> needed =
        keeping.readable().stream()
            .mapToObj(commits::get)
            // One that the log has lost can't be read any more.
            .flatMap(at -> Optional.ofNullable(at).stream())
            .map(at -> Duration.between(at, now).plus(MARGIN))
            .findFirst();
    Duration kept =
        needed.filter(age -> age.compareTo(keeping.least()) > 0).orElse(keeping.least());
    Instant cutoff = now.minus(kept);
    return new Expiry(kept, cutoff, oldest(commits, cutoff));
  }

  /** The version that was the newest then. */
  private static long oldest(NavigableMap<Long, Instant> commits, Instant then) {
    return commits.descendingMap().entrySet().stream()
        .filter(commit -> !commit.getValue().isAfter(then))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(commits.firstKey());
  }
}
