package io.clientele.history;

import io.clientele.history.InternalRows.Batch;
import java.util.Iterator;
import java.util.Objects;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Events as records, read by columns: there are so many of them that what all have in common, such
 * as where they come from, must not be looked at for each.
 */
final class ScannedEvents implements Scatter.Source {
  // The columns of a batch, as Facts selects them.
  private static final int SYSTEM = 0;
  private static final int CONNECTION = 1;
  private static final int CUSTOMER = 2;
  private static final int SESSION = 3;
  private static final int AT = 4;
  private static final int NAME = 5;

  private final Iterator<Batch> batches;
  private final long[] record = new long[Fact.EVENT.width()];
  private UTF8String system;
  private UTF8String connection;
  private long origin;

  ScannedEvents(Iterator<Batch> batches) {
    this.batches = batches;
  }

  @Override
  public boolean feed(Scatter to) {
    if (!batches.hasNext()) {
      return false;
    }
    Batch batch = batches.next();
    system = null;
    for (int row = 0; row < batch.rows(); row++) {
      if (!batch.isNull(CUSTOMER, row)) {
        record[0] =
            batch.hash(CUSTOMER, row, origin(batch.text(SYSTEM, row), batch.text(CONNECTION, row)));
        if (to.takes(record[0])) {
          record[1] = batch.isNull(SESSION, row) ? Fact.NONE : batch.hash(SESSION, row, Facts.SEED);
          record[2] = batch.number(AT, row);
          to.add(Fact.EVENT, record, batch.text(NAME, row));
        }
      }
    }
    return true;
  }

  /** What the key of a customer of this origin begins with. */
  private long origin(UTF8String of, UTF8String by) {
    // Mostly the very same objects, which these look at first.
    if (!Objects.equals(of, system) || !Objects.equals(by, connection)) {
      system = of;
      connection = by;
      origin = XXH64.hashUTF8String(by, XXH64.hashUTF8String(of, Facts.SEED));
    }
    return origin;
  }
}
