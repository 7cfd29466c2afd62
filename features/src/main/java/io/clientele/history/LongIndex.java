package io.clientele.history;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers distinct keys 0, 1, 2 ... in the order in which they are first seen. */
final class LongIndex implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int LEAST = 8;

  /** Knuth's multiplicative hashing: 2^64 over the golden ratio. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private int[] slots;
  private int size;

  LongIndex() {
    this(LEAST);
  }

  /**
   * @param room keys that are expected: more are taken too
   */
  LongIndex(int room) {
    // A power of two, as the slots have to be.
    keys = new long[2 * Integer.highestOneBit(Math.max(LEAST, room) - 1)];
    slots = new int[2 * keys.length];
  }

  /** The key's number; a new one for a new key. */
  int add(long key) {
    int slot = slot(key);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == keys.length) {
      grow();
      slot = slot(key);
    }
    keys[size] = key;
    slots[slot] = ++size;
    return size - 1;
  }

  /** The key's number, or -1. */
  int find(long key) {
    return slots[slot(key)] - 1;
  }

  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  /** All keys, the least first. */
  long[] sorted() {
    long[] sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Where the key is, or would be. */
  private int slot(long key) {
    int mask = slots.length - 1;
    int slot = (int) ((key * GOLDEN) >>> 32) & mask;
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * size);
    slots = new int[2 * keys.length];
    for (int number = 0; number < size; number++) {
      slots[slot(keys[number])] = number + 1;
    }
  }
}
