package io.clientele.history;

/**
 * Keys that far more others are held against: most of those are turned away by bits that fit a
 * processor's cache, where a table of as many keys does not.
 */
final class SomeKeys implements Keys {
  private static final long serialVersionUID = 1;

  /** For each key: one in as many other keys, or fewer, is not turned away by the bits. */
  private static final int BITS = 16;

  /** Words of bits, as powers of two. */
  private static final int LEAST = 16;

  private static final int MOST = 1 << 20;

  private final LongIndex keys;
  private final long[] seen;

  /**
   * @param keys not added to from here on
   */
  SomeKeys(LongIndex keys) {
    this.keys = keys;
    int words = LEAST;
    while (words < MOST && words * (long) Long.SIZE < keys.size() * (long) BITS) {
      words *= 2;
    }
    this.seen = new long[words];
    for (int number = 0; number < keys.size(); number++) {
      long key = keys.key(number);
      seen[word(key)] |= 1L << key;
    }
  }

  @Override
  public boolean has(long key) {
    return (seen[word(key)] >>> key & 1) != 0 && keys.find(key) >= 0;
  }

  /** Of a key that is a hash; its lowest six bits choose the bit in the word. */
  private int word(long key) {
    return (int) (key >>> 6) & seen.length - 1;
  }
}
