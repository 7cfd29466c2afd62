package io.clientele.table;

/** How new rows of a table meet old ones: a fact of the table, not of the caller. */
public sealed interface Write {

  /**
   * Reserved column of a step's rows: true for a key of an upserted or whole table that no longer
   * has a row, or for a value of an exchanged one whose rows leave. Never stored; absent means
   * false throughout.
   */
  Field GONE = Field.required("_gone", Types.FLAG, "True where the key leaves the table.");

  /**
   * Reserved column of rows for an upserted table: true where it has a row of the key already, so
   * that rows of new keys alone are added without being compared. Never stored; absent means true
   * throughout.
   */
  Field KNOWN = Field.required("_known", Types.FLAG, "True where the table has a row of the key.");

  /** New rows are added. */
  record Append() implements Write {}

  /**
   * New rows are added. Where there are {@link #GONE} rows, all stored rows leave that share a
   * value of {@code by} with one of these, in the same commit; new rows are then of these values
   * alone.
   */
  record Exchange(Field by) implements Write {}

  /**
   * All rows whose value of {@code by}, a day, lies in the step's scope are replaced; rows outside
   * it are refused.
   */
  record Replace(Field by) implements Write {}

  /**
   * A new row takes the place of the row with its key, or joins; {@link #GONE} rows leave. Where
   * the step did not read mere changes, its rows are the whole table and all others leave.
   */
  record Upsert() implements Write {}

  /**
   * The step's rows are the whole table, and all others leave; but where the step read mere changes
   * and brings no row, not even a {@link #GONE} one, nothing changed. For a table of which a day's
   * changes reach most files, and whose own changes nobody follows: to meet the stored rows in a
   * merge costs several times as much.
   */
  record Whole() implements Write {}
}
