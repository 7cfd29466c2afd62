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

  /** Of each record its numbers and then its name's place: together, as they come. */
  private final int width;

  private Names names;
  private long[] records;
  private int size;

  BlockBuilder(Fact fact) {
    this.fact = fact;
    this.width = fact.width() + 1;
    this.names = new Names(fact.isNamedApart());
    this.records = new long[FEW * width];
  }

  /**
   * @param name null for a record without one
   */
  void add(long[] record, UTF8String name) {
    int at = size * width;
    if (at == records.length) {
      records = Arrays.copyOf(records, 2 * at);
    }
    System.arraycopy(record, 0, records, at, width - 1);
    records[at + width - 1] = names.code(name);
    size++;
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
      for (int at = column; at < size * width; at += width) {
        block.putLong(records[at]);
      }
    }
    for (int at = fact.width(); at < size * width; at += width) {
      block.putShort((short) records[at]);
    }
    size = 0;
    if (names.size() > KEPT) {
      names = new Names(fact.isNamedApart());
    }
    return block.array();
  }
}
