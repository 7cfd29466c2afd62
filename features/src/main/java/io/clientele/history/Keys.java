package io.clientele.history;

import static org.apache.spark.sql.functions.udf;

import io.clientele.table.Types;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;

/** Some keys of 64 bits, known to every task. */
interface Keys extends Serializable {
  /** Every key there is. */
  Keys ALL = key -> true;

  /** No key at all. */
  Keys NONE = key -> false;

  boolean has(long key);

  /** True where the column's key is one of these; false, never null, where there is none. */
  default Column has(Column key) {
    UDF1<Long, Boolean> has = value -> value != null && has(value.longValue());
    return udf(has, Types.FLAG).apply(key);
  }

  /**
   * The keys that were numbered.
   *
   * @param asked any rows of those that are asked about
   */
  static Keys of(LongIndex numbered, Dataset<Row> asked) {
    Broadcast<SomeKeys> sent = InternalRows.send(new SomeKeys(numbered), asked);
    return key -> sent.value().has(key);
  }
}
