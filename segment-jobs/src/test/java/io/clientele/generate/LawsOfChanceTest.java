package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.clientele.generate.Chance.Theme;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LawsOfChanceTest {
  private static final int MANY = 100_000;

  @Test
  void shouldDrawFromTheDistributionsItNames() {
    assertThat(mean(chance -> chance.exponential(3))).isCloseTo(3, withinPercentage(2));
    assertThat(mean(chance -> chance.gamma(0.6, 14))).isCloseTo(0.6 / 14, withinPercentage(2));
    assertThat(mean(chance -> chance.gamma(3.74, 15.44)))
        .isCloseTo(3.74 / 15.44, withinPercentage(2));
    assertThat(mean(chance -> Math.pow(chance.gamma(0.6, 1), 2)))
        .isCloseTo(0.6 + 0.6 * 0.6, withinPercentage(4));
    assertThat(mean(chance -> chance.poisson(2.9))).isCloseTo(2.9, withinPercentage(2));
    assertThat(mean(chance -> Math.pow(chance.poisson(2.9), 2)))
        .isCloseTo(2.9 + 2.9 * 2.9, withinPercentage(2));
    assertThat(mean(chance -> chance.arrivals(0.5, 10, 14).size()))
        .isCloseTo(2, withinPercentage(2));
    assertThat(mean(chance -> chance.pick(List.of(0, 1), 3, 1)))
        .isCloseTo(0.25, withinPercentage(2));
  }

  @Test
  void shouldGiveEachThemeAStreamOfItsOwn() {
    assertThat(Chance.of(42, 7, Theme.ORDERS).uniform())
        .isEqualTo(Chance.of(42, 7, Theme.ORDERS).uniform())
        .isNotEqualTo(Chance.of(42, 7, Theme.REFUNDS).uniform())
        .isNotEqualTo(Chance.of(42, 8, Theme.ORDERS).uniform())
        .isNotEqualTo(Chance.of(43, 7, Theme.ORDERS).uniform());
  }

  /** Repeats expected by Pareto/NBD: {@code r beta / (alpha (s-1)) (1 - (beta/(beta+t))^(s-1))}. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BROWSER")
  void shouldBuyAsParetoNbdExpects(Archetype archetype) {
    double found = 0;
    double expected = 0;
    for (int number = 1; number <= MANY; number++) {
      Person person = Person.of(number, Chance.of(5, number, Theme.PERSON));
      if (person.archetype() == archetype) {
        List<Order> orders = orders(person);
        found += orders.stream().filter(order -> !order.cancelled()).count() - 1;
        double weeks = (Timeline.DAYS + Timeline.FUTURE_DAYS - person.entered()) / 7;
        Archetype.Habits habits = archetype.habits();
        double s = habits.s() - 1;
        double reach = 1 - Math.pow(habits.beta() / (habits.beta() + weeks), s);
        expected += habits.r() * habits.beta() / (habits.alpha() * s) * reach;
      }
    }
    assertThat(found).isCloseTo(expected, withinPercentage(6));
  }

  /** A Gamma-Gamma customer's mean order value is expected to be {@code p gamma / (q-1)}. */
  @Test
  void shouldSpendAsGammaGammaExpects() {
    double regular =
        IntStream.rangeClosed(1, MANY)
            .mapToObj(number -> Person.of(number, Chance.of(5, number, Theme.PERSON)))
            .filter(person -> person.archetype() == Archetype.REGULAR)
            .mapToLong(person -> orders(person).get(0).total())
            .average()
            .orElseThrow();

    assertThat(regular / 100).isCloseTo(6.25 * 15.44 / 2.74, withinPercentage(2));
  }

  private static List<Order> orders(Person person) {
    int number = person.number();
    return Purchases.of(
        person,
        Life.of(person, Chance.of(5, number, Theme.RATES)),
        Chance.of(5, number, Theme.ORDERS),
        Chance.of(5, number, Theme.REFUNDS));
  }

  private static double mean(ToDoubleFunction<Chance> draw) {
    return IntStream.range(0, MANY)
        .mapToDouble(number -> draw.applyAsDouble(Chance.of(9, number, Theme.PERSON)))
        .average()
        .orElseThrow();
  }
}
