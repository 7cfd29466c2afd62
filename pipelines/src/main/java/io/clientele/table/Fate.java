package io.clientele.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * What becomes of a record that a step received. Told in reserved columns of the step's rows, so
 * that whoever writes these can account for every record.
 */
public enum Fate {
  /** It is the row of its key. */
  KEPT,
  /** A newer version of its row is there. */
  SUPERSEDED,
  /** Reasons stand against it: it goes to the quarantine. */
  REJECTED,
  /** The settings leave such records out. */
  LEFT_OUT;

  /** The fate; only rows without one and {@link #KEPT} ones are for the table. */
  public static final Field FIELD =
      Field.optional(
          "_fate", Types.TEXT, "What became of the record; null where it was not received now.");

  /** Where not null, the row is no row of a table, but says how many records were handed over. */
  public static final Field ANNOUNCED =
      Field.optional(
          "_announced",
          Types.COUNT,
          "Records that their source counted itself; null for a record.");

  /** True for a row of this fate; never null. */
  public Column is() {
    return coalesce(FIELD.col().equalTo(name()), lit(false));
  }

  /** True for a record that was received now. */
  public static Column isReceived() {
    return FIELD.col().isNotNull();
  }

  /** True for a row that is not kept from the table by its fate. */
  public static Column staysInTable() {
    return FIELD.col().isNull().or(KEPT.is()).and(ANNOUNCED.col().isNull());
  }
}
