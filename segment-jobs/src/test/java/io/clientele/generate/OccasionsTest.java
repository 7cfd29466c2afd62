package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.generate.Chance.Theme;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OccasionsTest {
  private static final int MANY = 100_000;
  private static final long SEED = 5;
  private static final int DAYS = Timeline.DAYS + Timeline.FUTURE_DAYS;
  private static final ZoneId SHOP = ZoneId.of("Europe/Berlin");
  private static final Map<Archetype, List<Occasions>> CUSTOMERS = new EnumMap<>(Archetype.class);

  @BeforeAll
  static void populate() {
    for (int number = 1; number <= MANY; number++) {
      Person person = Person.of(SEED, number);
      Life life = Life.of(person, Chance.of(SEED, number, Theme.RATES));
      CUSTOMERS
          .computeIfAbsent(person.archetype(), archetype -> new ArrayList<>())
          .add(new Occasions(person, life));
    }
  }

  /**
   * Pareto/NBD: while a customer lives, purchases are expected at {@code r / alpha}, by the clock
   * of the season; after t weeks the customer lives with probability {@code (beta / (beta + t))^s}.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BROWSER", "BOT"})
  void shouldOrderAsParetoNbdExpects(Archetype archetype) {
    double[] expected = expectedByDayOfEntry(archetype.habits());
    double sum = 0;
    double squares = 0;
    for (Occasions customer : CUSTOMERS.get(archetype)) {
      double repeats = customer.ordinary(chance(customer, Theme.OCCASIONS)).size() - 1;
      double beyond = repeats - expected[(int) customer.person().entered()];
      sum += beyond;
      squares += beyond * beyond;
    }
    Bounds.assertWithin(sum, 0, squares);
  }

  /** As if everyone entered at noon. */
  private static double[] expectedByDayOfEntry(Archetype.Habits habits) {
    double[] expected = new double[Timeline.DAYS];
    for (int entry = 0; entry < expected.length; entry++) {
      double exposure = 0.5 * Season.weight(entry);
      for (int day = entry + 1; day < DAYS; day++) {
        double weeks = (day - entry) / 7.0;
        double alive = Math.pow(habits.beta() / (habits.beta() + weeks), habits.s());
        exposure += Season.weight(day) * alive;
      }
      expected[entry] = habits.r() / habits.alpha() * exposure / 7;
    }
    return expected;
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BROWSER", "BOT"})
  void shouldOrderMoreByTheUpliftWhileAPromotionRuns(Archetype archetype) {
    double exposure = 0;
    long anyway = 0;
    long incremental = 0;
    for (Occasions customer : CUSTOMERS.get(archetype)) {
      exposure += customer.life().purchases() * clockOfPromotions(customer);
      anyway +=
          customer.ordinary(chance(customer, Theme.OCCASIONS)).stream()
              .skip(1)
              .filter(occasion -> Promotion.at(occasion.day()).isPresent())
              .count();
      incremental += customer.drawn(chance(customer, Theme.PROMOTIONS)).size();
    }
    Bounds.assertPoisson(anyway, exposure);
    Bounds.assertPoisson(incremental, exposure * (archetype.uplift() - 1));
    Bounds.assertPoisson(anyway + incremental, exposure * archetype.uplift());
  }

  private static double clockOfPromotions(Occasions customer) {
    double end = Math.min(customer.life().end(), DAYS);
    return Promotion.ALL.stream()
        .mapToDouble(
            promotion -> {
              double from = Math.max(promotion.from(), customer.person().entered());
              double to = Math.min(promotion.until(), end);
              return from < to ? Season.elapsed(to) - Season.elapsed(from) : 0;
            })
        .sum();
  }

  @Test
  void shouldMarkOnlyWhatPromotionsBring() {
    for (Occasions customer : CUSTOMERS.get(Archetype.BARGAIN_HUNTER).subList(0, 2000)) {
      assertThat(customer.all(SEED))
          .isSortedAccordingTo((one, other) -> Double.compare(one.day(), other.day()))
          .allMatch(it -> !it.incremental() || Promotion.at(it.day()).isPresent())
          .allMatch(it -> it.day() <= Math.min(customer.life().end(), DAYS));
    }
  }

  @Test
  void shouldFollowSomeOrdersByAnotherOnTheSameDay() {
    long followable = 0;
    long following = 0;
    for (Occasions customer : CUSTOMERS.get(Archetype.DEVOTED)) {
      // Who ends while the world lasts may end between the two orders.
      if (customer.life().end() > DAYS) {
        List<Occasion> first =
            new ArrayList<>(customer.ordinary(chance(customer, Theme.OCCASIONS)));
        first.addAll(customer.drawn(chance(customer, Theme.PROMOTIONS)));
        List<Occasion> second = new ArrayList<>(customer.all(SEED));
        second.removeAll(first);
        followable += first.stream().filter(OccasionsTest::early).count();
        following += second.size();
        assertThat(second).allMatch(it -> first.stream().anyMatch(other -> sameDay(it, other)));
      }
    }
    Bounds.assertShare(following, followable, Occasions.AGAIN);
  }

  private static boolean early(Occasion occasion) {
    return occasion.day() - Math.floor(occasion.day()) < Occasions.LAST_FOLLOWED;
  }

  private static boolean sameDay(Occasion one, Occasion other) {
    return date(one).equals(date(other)) && other.day() <= one.day();
  }

  private static LocalDate date(Occasion occasion) {
    return Timeline.at(occasion.day()).atZone(SHOP).toLocalDate();
  }

  private static Chance chance(Occasions customer, Theme theme) {
    return Chance.of(SEED, customer.person().number(), theme);
  }
}
