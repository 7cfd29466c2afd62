package io.clientele.publish.postgres;

/** What happens where a run has no row of a table that shows some. */
public enum OnEmpty {
  /** Nothing is published: an empty table is more often an accident than a truth. */
  REFUSE,
  /** The shown rows go. */
  REPLACE
}
