package io.clientele.history;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/**
 * Brings the blocks of one bucket after the other together; holds one bucket at a time, whose room
 * is used again for the next.
 */
final class Buckets implements Iterator<Bucket> {
  private final Iterator<Row> blocks;
  private final Bucket bucket = new Bucket();
  private Row pending;

  /**
   * @param blocks rows of {@link Scatter#FIELDS}, sorted by bucket
   */
  Buckets(Iterator<Row> blocks) {
    this.blocks = blocks;
    advance();
  }

  @Override
  public boolean hasNext() {
    return pending != null;
  }

  /** The next bucket, which holds until the one after it is asked for. */
  @Override
  public Bucket next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    bucket.clear();
    int number = pending.getInt(0);
    while (pending != null && pending.getInt(0) == number) {
      bucket.add(pending.getAs(1));
      advance();
    }
    return bucket;
  }

  private void advance() {
    pending = blocks.hasNext() ? blocks.next() : null;
  }
}
