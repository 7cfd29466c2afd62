package io.clientele.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Days on which the shop draws more orders: what a customer buys on an ordinary day is multiplied
 * by the uplift of the customer's archetype. Some lie in the future that only the truth tells of.
 */
record Promotion(String name, LocalDate first, LocalDate last) {
  static final List<Promotion> ALL =
      Stream.of(2024, 2025, 2026)
          .flatMap(
              year ->
                  Stream.of(
                      new Promotion("summer-" + year, on(year, 7, 12), on(year, 7, 21)),
                      new Promotion("black-week-" + year, on(year, 11, 22), on(year, 11, 30)),
                      new Promotion(
                          "spring-" + (year + 1), on(year + 1, 3, 20), on(year + 1, 3, 27))))
          .toList();

  private static LocalDate on(int year, int month, int day) {
    return LocalDate.of(year, month, day);
  }

  /** The one that runs at a moment. */
  static Optional<Promotion> at(double day) {
    return ALL.stream().filter(each -> day >= each.from() && day < each.until()).findFirst();
  }

  double from() {
    return Timeline.day(first);
  }

  /** The first moment after it. */
  double until() {
    return Timeline.day(last) + 1;
  }
}
