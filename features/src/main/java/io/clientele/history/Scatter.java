package io.clientele.history;

import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Deals records out to buckets by their keys, in blocks: so that a shuffle moves a few thousand
 * large values rather than millions of rows. Its memory does not grow with what passes through.
 */
final class Scatter implements Iterator<Row> {
  /**
   * Many enough that the facts of one bucket fit a processor's cache at a million customers, few
   * enough that a block of each fits memory.
   */
  static final int BUCKETS = 256;

  static final Field BUCKET = Field.required("bucket", Types.SMALL, "Part of all keys.");
  static final Field BLOCK =
      Field.required("block", Types.BYTES, "Records, as BlockBuilder lays them.");
  static final List<Field> FIELDS = List.of(BUCKET, BLOCK);

  /** Where the records come from. */
  interface Source {
    /** Adds some more; false where there are none. */
    boolean feed(Scatter to);
  }

  private final Keys keys;
  private final Source source;
  private final Map<Fact, BlockBuilder[]> open = new EnumMap<>(Fact.class);
  private final Deque<Row> ready = new ArrayDeque<>();
  private boolean ended;

  /**
   * @param keys those whose records are dealt out; others, but for ones without a key, are not
   */
  Scatter(Keys keys, Source source) {
    this.keys = keys;
    this.source = source;
  }

  /** True where records of this key are dealt out. */
  boolean takes(long key) {
    return key == Fact.NONE || keys.has(key);
  }

  /**
   * Adds a record if its key is {@link #takes taken}.
   *
   * @param record copied
   * @param name null for a record without one
   */
  void offer(Fact fact, long[] record, UTF8String name) {
    if (takes(record[0])) {
      add(fact, record, name);
    }
  }

  /** As {@link #offer}, for a key that is known to be taken. */
  void add(Fact fact, long[] record, UTF8String name) {
    int bucket = bucket(record[0]);
    BlockBuilder[] blocks = open.computeIfAbsent(fact, f -> new BlockBuilder[BUCKETS]);
    if (blocks[bucket] == null) {
      blocks[bucket] = new BlockBuilder(fact);
    }
    blocks[bucket].add(record, name);
    if (blocks[bucket].isFull()) {
      close(bucket, blocks[bucket]);
    }
  }

  /** Of a key that is a hash: its upper bits, which no table of keys within a bucket looks at. */
  private static int bucket(long key) {
    return (int) (key >>> 56) & BUCKETS - 1;
  }

  private void close(int bucket, BlockBuilder block) {
    if (!block.isEmpty()) {
      ready.add(RowFactory.create(bucket, block.take()));
    }
  }

  private void flush() {
    for (BlockBuilder[] blocks : open.values()) {
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        if (blocks[bucket] != null) {
          close(bucket, blocks[bucket]);
        }
      }
    }
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      if (!source.feed(this)) {
        flush();
        ended = true;
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
