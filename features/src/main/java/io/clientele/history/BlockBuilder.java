package io.clientele.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Gathers records of one kind into a block: the fact's code, how many records, the names that occur
 * among them, then column by column the numbers, and for each record its name's place among these,
 * 0 for none.
 */
final class BlockBuilder {
  private static final int FULL = 512;
  private static final int FEW = 16;

  private final Fact fact;
  private long[] numbers;
  private int[] codes = new int[FEW];
  private int size;

  BlockBuilder(Fact fact) {
    this.fact = fact;
    this.numbers = new long[FEW * fact.width()];
  }

  void add(long[] record, int name) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * numbers.length);
    }
    System.arraycopy(record, 0, numbers, size * fact.width(), fact.width());
    codes[size++] = name;
  }

  boolean isFull() {
    return size == FULL;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The block; the builder is empty then. */
  byte[] take(Names names) {
    Names used = new Names();
    short[] places = new short[size];
    int bytes = 0;
    for (int record = 0; record < size; record++) {
      if (codes[record] != 0) {
        UTF8String name = names.name(codes[record]);
        int before = used.size();
        places[record] = (short) used.code(name);
        bytes += used.size() == before ? 0 : Integer.BYTES + name.numBytes();
      }
    }
    int each = fact.width() * Long.BYTES + Short.BYTES;
    ByteBuffer block = ByteBuffer.allocate(1 + 2 * Integer.BYTES + bytes + size * each);
    block.put(fact.code()).putInt(size).putInt(used.size());
    for (int code = 1; code <= used.size(); code++) {
      block.putInt(used.name(code).numBytes()).put(used.name(code).getBytes());
    }
    for (int column = 0; column < fact.width(); column++) {
      for (int record = 0; record < size; record++) {
        block.putLong(numbers[record * fact.width() + column]);
      }
    }
    block.asShortBuffer().put(places);
    size = 0;
    return block.array();
  }
}
