package io.clientele.history;

import io.clientele.problem.UserError;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** All records of one kind in one bucket, column by column. */
final class Records {
  /** What two tasks with a bucket of each kind hold at once then still fits a few gigabytes. */
  static final int MOST = 1 << 25;

  private final Fact fact;
  private final long[][] columns;
  private Names names;
  private int[] codes = new int[0];
  private int size;

  Records(Fact fact) {
    this.fact = fact;
    this.columns = new long[fact.width()][0];
    this.names = new Names(fact.isNamedApart());
  }

  /** Takes all away but the room. */
  void clear() {
    names = new Names(fact.isNamedApart());
    size = 0;
  }

  int size() {
    return size;
  }

  long number(int column, int record) {
    return columns[column][record];
  }

  /** The code of the record's name in {@link #names}, 0 for none. */
  int code(int record) {
    return codes[record];
  }

  /** The record's name, null for none. */
  UTF8String name(int record) {
    return codes[record] == 0 ? null : names.name(codes[record]);
  }

  /** All names that occur. */
  Names names() {
    return names;
  }

  /**
   * @param block behind its fact's code
   * @throws UserError where there are more than {@link #MOST}
   */
  void add(ByteBuffer block) {
    int more = block.getInt();
    reserve(more);
    int[] known = names(block);
    LongBuffer numbers = block.asLongBuffer();
    for (long[] column : columns) {
      numbers.get(column, size, more);
    }
    block.position(block.position() + columns.length * more * Long.BYTES);
    for (int record = size; record < size + more; record++) {
      codes[record] = known[block.getShort()];
    }
    size += more;
  }

  private int[] names(ByteBuffer block) {
    int[] known = new int[block.getInt() + 1];
    for (int place = 1; place < known.length; place++) {
      byte[] name = new byte[block.getInt()];
      block.get(name);
      known[place] = names.code(UTF8String.fromBytes(name));
    }
    return known;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > MOST) {
      throw new UserError(
          ("Cannot build histories: found more than %,d events, orders or lines of a few customers"
                  + " together, expected at most that many of one. Leave out what is no customer's,"
                  + " such as robots, with a condition in the mapping.")
              .formatted(MOST));
    }
    if (needed > codes.length) {
      int room = Math.max(needed, Math.min(MOST, 2 * codes.length));
      codes = Arrays.copyOf(codes, room);
      for (int column = 0; column < columns.length; column++) {
        columns[column] = Arrays.copyOf(columns[column], room);
      }
    }
  }
}
