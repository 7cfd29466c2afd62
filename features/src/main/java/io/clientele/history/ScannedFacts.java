package io.clientele.history;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows as records: a whole number in each of a fact's columns, none where it is null, and behind
 * them the name. Of an amount it is the digits, which is all that Spark keeps of one in a row.
 */
final class ScannedFacts implements Scatter.Source {
  private final Iterator<InternalRow> rows;
  private final Fact fact;
  private final long[] record;

  ScannedFacts(Iterator<InternalRow> rows, Fact fact) {
    this.rows = rows;
    this.fact = fact;
    this.record = new long[fact.width()];
  }

  @Override
  public boolean feed(Scatter to) {
    if (!rows.hasNext()) {
      return false;
    }
    InternalRow row = rows.next();
    for (int column = 0; column < record.length; column++) {
      record[column] = row.isNullAt(column) ? Fact.NONE : row.getLong(column);
    }
    to.offer(fact, record, row.isNullAt(record.length) ? null : row.getUTF8String(record.length));
    return true;
  }
}
