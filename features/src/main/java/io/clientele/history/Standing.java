package io.clientele.history;

import io.clientele.table.Field;
import io.clientele.table.Types;

/** What of a customer's stored history still holds; the rest is built anew. */
enum Standing {
  NOTHING(0),
  /** The events: something of another kind came, changed or left. */
  EVENTS(1),
  /** All: nothing but events came, which are added. */
  ALL(2);

  static final Field FIELD =
      Field.required("standing", Types.SMALL, "What is stored and holds, 0 where nothing is.");

  private static final Standing[] CODES = values();
  private final byte code;

  Standing(int code) {
    this.code = (byte) code;
  }

  static Standing of(int code) {
    return CODES[code];
  }

  int code() {
    return code;
  }

  Standing least(Standing other) {
    return compareTo(other) < 0 ? this : other;
  }

  /** False of {@link Measure#SESSIONS} always: events that come may make two sessions one. */
  boolean keeps(Measure measure) {
    return switch (this) {
      case NOTHING -> false;
      case EVENTS -> measure.kind() == Measure.Kind.EVENT;
      case ALL -> !measure.equals(Measure.SESSIONS);
    };
  }
}
