package io.clientele.history;

/**
 * A row that is filled from its first cell on, one after the other. What a number means is told by
 * the field that the cell belongs to.
 */
public interface Cells {
  /**
   * Fills the next cell with a whole number, an epoch day, or an amount's digits.
   *
   * @throws ArithmeticException where the field has no room for it
   */
  void add(long value);

  void add(double value);

  void add(String value);

  /** Leaves the next cell null. */
  void skip();
}
