package io.clientele.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Gathers records of one kind into a block: the fact's code, how many records, the names that occur
 * among them or did before, then column by column the numbers, and for each record its name's place
 * among these, 0 for none.
 */
final class BlockBuilder {
  private static final int FULL = 512;
  private static final int FEW = 16;

  /** So many names are kept for the next block, which may tell of some that do not occur in it. */
  private static final int KEPT = 64;

  private final Fact fact;
  private Names names = new Names();
  private long[] numbers;
  private short[] places = new short[FEW];
  private int size;

  BlockBuilder(Fact fact) {
    this.fact = fact;
    this.numbers = new long[FEW * fact.width()];
  }

  /**
   * @param name null for a record without one
   */
  void add(long[] record, UTF8String name) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * numbers.length);
    }
    System.arraycopy(record, 0, numbers, size * fact.width(), fact.width());
    places[size++] = (short) names.code(name);
  }

  boolean isFull() {
    return size == FULL;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The block; the builder is empty then. */
  byte[] take() {
    int bytes = 0;
    for (int place = 1; place <= names.size(); place++) {
      bytes += Integer.BYTES + names.name(place).numBytes();
    }
    int each = fact.width() * Long.BYTES + Short.BYTES;
    ByteBuffer block = ByteBuffer.allocate(1 + 2 * Integer.BYTES + bytes + size * each);
    block.put(fact.code()).putInt(size).putInt(names.size());
    for (int place = 1; place <= names.size(); place++) {
      block.putInt(names.name(place).numBytes()).put(names.name(place).getBytes());
    }
    for (int column = 0; column < fact.width(); column++) {
      for (int record = 0; record < size; record++) {
        block.putLong(numbers[record * fact.width() + column]);
      }
    }
    block.asShortBuffer().put(places, 0, size);
    size = 0;
    if (names.size() > KEPT) {
      names = new Names();
    }
    return block.array();
  }
}
