package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.clientele.generate.Chance.Theme;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

  /** A Gamma-Gamma customer's mean order value is expected to be {@code p gamma / (q-1)}. */
  @Test
  void shouldSpendAsGammaGammaExpects() {
    double regular =
        IntStream.rangeClosed(1, MANY)
            .mapToObj(number -> Person.of(5, number))
            .filter(person -> person.archetype() == Archetype.REGULAR)
            .mapToDouble(LawsOfChanceTest::firstOrder)
            .average()
            .orElseThrow();

    assertThat(regular).isCloseTo(6.25 * 15.44 / 2.74, withinPercentage(2));
  }

  /** What it is worth in euros. */
  private static double firstOrder(Person person) {
    Life life = Life.of(person, Chance.of(5, person.number(), Theme.RATES));
    return Purchases.of(person, life, 5).get(0).total() * person.currency().euros() / 100;
  }

  private static double mean(ToDoubleFunction<Chance> draw) {
    return IntStream.range(0, MANY)
        .mapToDouble(number -> draw.applyAsDouble(Chance.of(9, number, Theme.PERSON)))
        .average()
        .orElseThrow();
  }
}
