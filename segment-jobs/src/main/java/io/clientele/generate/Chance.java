package io.clientele.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The random choices of one theme of one customer's life, or of one product. Themes have streams of
 * their own, so that a theme that is added or grows leaves the others as they were. Only exactly
 * specified arithmetic is used: every machine and Java release draws the same.
 */
final class Chance {
  /** What is chosen; each has a stream of its own, found by its name. */
  enum Theme {
    PERSON,
    ACCOUNTS,
    RATES,
    OCCASIONS,
    PROMOTIONS,
    AGAIN,
    ORDERS,
    REFUNDS,
    BROWSING,
    MESSAGES,
    DELIVERY,
    PRICE
  }

  private final SplittableRandom random;

  private Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static Chance of(long seed, int number, Theme theme) {
    return new Chance(mix(mix(mix(seed) + number) + theme.name().hashCode()));
  }

  /** The finalizer of MurmurHash3: neighbouring numbers get unrelated streams. */
  private static long mix(long number) {
    long mixed = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** Between 0, included, and 1. */
  double uniform() {
    return (random.nextLong() >>> 11) * 0x1.0p-53;
  }

  double uniform(double from, double to) {
    return from + uniform() * (to - from);
  }

  boolean happens(double probability) {
    return uniform() < probability;
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  /** Counts arrivals of unit rate, so it is meant for means of a few. */
  int poisson(double mean) {
    int count = -1;
    for (double at = 0; at <= mean; at += exponential(1)) {
      count++;
    }
    return count;
  }

  /** The moments of a Poisson process between two moments, in order. */
  List<Double> arrivals(double rate, double from, double to) {
    List<Double> moments = new ArrayList<>();
    if (rate > 0) {
      for (double at = from + exponential(1 / rate); at < to; at += exponential(1 / rate)) {
        moments.add(at);
      }
    }
    return moments;
  }

  /** Mean {@code shape / rate}; the method of Marsaglia and Tsang. */
  double gamma(double shape, double rate) {
    if (shape < 1) {
      return gamma(shape + 1, rate) * StrictMath.pow(1 - uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = normal();
      double cube = StrictMath.pow(1 + c * normal, 3);
      double bound = 0.5 * normal * normal + d * (1 - cube + StrictMath.log(Math.max(cube, 0)));
      if (cube > 0 && StrictMath.log(1 - uniform()) < bound) {
        return d * cube / rate;
      }
    }
  }

  private double normal() {
    return Math.sqrt(-2 * StrictMath.log(1 - uniform()))
        * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** One of the values, each with its weight; the weights need not add up to 1. */
  <T> T pick(List<T> values, double... weights) {
    double left = uniform() * sum(weights);
    int at = 0;
    while (at < values.size() - 1 && left >= weights[at]) {
      left -= weights[at++];
    }
    return values.get(at);
  }

  <T> T pick(List<T> values) {
    return values.get((int) (uniform() * values.size()));
  }

  private static double sum(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }
}
