package io.clientele.feature;

/** What a feature's figure is counted in. */
public enum Unit {
  /** Whole things. */
  COUNT,
  /** Things bought; a shop may sell parts of one. */
  UNITS,
  /** The tenant's currency. */
  MONEY,
  /** Whole local days. */
  DAYS,
  /** A part of a whole, from 0 to 1. */
  SHARE,
  /** One figure over another of its kind; 1 where they are equal. */
  RATIO,
  /** Nats: the natural logarithm of a number of equal choices. */
  NATS,
  /** A name as the source writes it. */
  NAME
}
