package io.clientele.generate;

import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;

/** How far a count may lie from what is expected of it: four standard deviations. */
final class Bounds {
  private static final double DEVIATIONS = 4;

  private Bounds() {}

  /** Of things that happen by themselves at a rate. */
  static void assertPoisson(long found, double expected) {
    assertWithin((double) found, expected, expected);
  }

  /** Of those among many that something happens to. */
  static void assertShare(long found, long among, double probability) {
    double expected = (double) among * probability;
    assertWithin((double) found, expected, expected * (1 - probability));
  }

  static void assertWithin(double found, double expected, double variance) {
    Offset<Double> offset = Offset.offset(DEVIATIONS * Math.sqrt(variance));
    Assertions.assertThat(found).isCloseTo(expected, offset);
  }
}
