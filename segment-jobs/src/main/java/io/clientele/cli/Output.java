package io.clientele.cli;

/** How a result is printed. */
enum Output {
  /** A table for people. */
  TABLE,
  /** JSON for scripts. */
  JSON
}
