package io.clientele.history;

/**
 * A thing known of a customer or an order, as a record of 64-bit numbers of which the first is the
 * key that brings facts together, and sometimes a name. Times are microseconds since the epoch,
 * amounts whole ten-thousandths; {@link #NONE} stands where there is no number.
 */
enum Fact {
  /** Customer; the name is the customer's id. */
  IDENTITY(0, 1),
  /** Customer, time of registration or none, 1 for a test customer. */
  CUSTOMER(1, 3),
  /** Customer, session or none, time; the name is the canonical kind. */
  EVENT(2, 3),
  /** Customer, time, units, net total, discounts; the name is the sales channel. */
  SALE(3, 5),
  /** Customer, time, amount of a line; the name is its category. */
  CATEGORY(4, 3),
  /** Customer, time, amount given back. */
  RETURN(5, 3),
  /**
   * Order, customer or none, time, units or none, net total, discounts, net total in the order's
   * own currency, 1 where it counts; the name is the sales channel.
   */
  ORDER(6, 8),
  /** Order, quantity, total in the order's own currency; the name is the category. */
  LINE(7, 3),
  /** Order or none, customer or none, time, amount. */
  REFUND(8, 4),
  /** Customer, times of sending, of the first opening or none, of the first click or none. */
  MESSAGE(9, 4);

  static final long NONE = Long.MIN_VALUE;

  private static final Fact[] ALL = values();
  private final byte code;
  private final int width;

  Fact(int code, int width) {
    this.code = (byte) code;
    this.width = width;
  }

  static Fact of(byte code) {
    return ALL[code];
  }

  byte code() {
    return code;
  }

  /** True where the name is of one record alone. */
  boolean isNamedApart() {
    return this == IDENTITY;
  }

  /** How many numbers there are in a record. */
  int width() {
    return width;
  }
}
