package io.clientele.generate;

import io.clientele.generate.Chance.Theme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a customer orders. Orders that promotions bring are drawn apart from the others and added:
 * together they come at the raised rate, and it is known of each whether it would have come anyway.
 */
record Occasions(Person person, Life life) {
  static final double AGAIN = 0.03;

  /**
   * The part of a day, UTC, that lies within one day of the shop's zone in summer and winter. An
   * order of the last part of it is not followed by another.
   */
  private static final double DAYTIME = 0.91;

  static final double LAST_FOLLOWED = 0.90;

  /** In order of time. */
  List<Occasion> all(long seed) {
    Chance again = chance(seed, Theme.AGAIN);
    return Stream.of(ordinary(chance(seed, Theme.OCCASIONS)), drawn(chance(seed, Theme.PROMOTIONS)))
        .flatMap(List::stream)
        .flatMap(each -> Stream.concat(Stream.of(each), followed(each, again).stream()))
        .sorted(Comparator.comparingDouble(Occasion::day))
        .toList();
  }

  private Chance chance(long seed, Theme theme) {
    return Chance.of(seed, person.number(), theme);
  }

  /** The first order, and those that follow by the customer's own rate. */
  List<Occasion> ordinary(Chance chance) {
    List<Occasion> occasions = new ArrayList<>(List.of(new Occasion(person.entered(), false)));
    Season.arrivals(chance, life.purchases(), person.entered(), last())
        .forEach(day -> occasions.add(new Occasion(day, false)));
    return occasions;
  }

  /** What promotions bring besides. */
  List<Occasion> drawn(Chance chance) {
    double rate = life.purchases() * (person.archetype().uplift() - 1);
    List<Occasion> occasions = new ArrayList<>();
    for (Promotion promotion : Promotion.ALL) {
      double from = Math.max(promotion.from(), person.entered());
      Season.arrivals(chance, rate, from, Math.min(promotion.until(), last()))
          .forEach(day -> occasions.add(new Occasion(day, true)));
    }
    return occasions;
  }

  /** Something was forgotten: another order on the same day. */
  private Optional<Occasion> followed(Occasion occasion, Chance chance) {
    double midnight = Math.floor(occasion.day());
    if (!chance.happens(AGAIN) || occasion.day() >= midnight + LAST_FOLLOWED) {
      return Optional.empty();
    }
    double day = chance.uniform(occasion.day(), midnight + DAYTIME);
    return Optional.of(new Occasion(day, occasion.incremental())).filter(it -> it.day() < last());
  }

  private double last() {
    return Math.min(life.end(), Timeline.DAYS + Timeline.FUTURE_DAYS);
  }
}
