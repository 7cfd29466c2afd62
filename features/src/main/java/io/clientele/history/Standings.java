package io.clientele.history;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Predicate;

/** Keys, and the least that was said to stand of each. */
final class Standings implements Serializable {
  private static final long serialVersionUID = 1;

  private final LongIndex keys = new LongIndex();
  private byte[] least = new byte[8];

  void add(long key, Standing standing) {
    int before = keys.size();
    int number = keys.add(key);
    if (number == least.length) {
      least = Arrays.copyOf(least, 2 * number);
    }
    Standing now = number == before ? standing : standing.least(Standing.of(least[number]));
    least[number] = (byte) now.code();
  }

  void add(Standings others) {
    for (int number = 0; number < others.keys.size(); number++) {
      add(others.keys.key(number), Standing.of(others.least[number]));
    }
  }

  /** Of a key that was added. */
  Standing of(long key) {
    return Standing.of(least[keys.find(key)]);
  }

  int size() {
    return keys.size();
  }

  LongIndex keys() {
    return keys;
  }

  /** The keys of which this much stands. */
  LongIndex keys(Predicate<Standing> which) {
    LongIndex some = new LongIndex();
    for (int number = 0; number < keys.size(); number++) {
      if (which.test(Standing.of(least[number]))) {
        some.add(keys.key(number));
      }
    }
    return some;
  }
}
