package io.clientele.history;

import static org.apache.spark.sql.functions.udf;

import io.clientele.table.Types;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;

/** Some keys of 64 bits, known to every task. */
interface Keys extends Serializable {
  /** Every key there is. */
  Keys ALL = key -> true;

  boolean has(long key);

  /** True where the column's key is one of these; false, never null, where there is none. */
  default Column has(Column key) {
    UDF1<Long, Boolean> has = value -> value != null && has(value.longValue());
    return udf(has, Types.FLAG).apply(key);
  }

  /** The keys that were numbered, sent to each process once rather than with each task. */
  static Keys of(LongIndex numbered, SparkSession session) {
    var sent = JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(numbered);
    return key -> sent.value().find(key) >= 0;
  }
}
