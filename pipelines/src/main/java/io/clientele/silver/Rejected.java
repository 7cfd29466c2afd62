package io.clientele.silver;

/** What is done about records that earlier runs rejected. */
public enum Rejected {
  /** They stay where they are, unless a table is built from everything. */
  LEFT,
  /** They are read again, beside what is new. */
  RETRIED
}
