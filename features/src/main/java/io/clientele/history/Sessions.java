package io.clientele.history;

import io.clientele.problem.UserError;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The sessions that one source customer's events make, kept such that events can be added to them
 * without those of before: of a session that the source tells its key and its first event, of
 * events without one the spans in which they follow each other. The order of additions does not
 * matter, and equal events have equal bytes, however often they were stored in between.
 */
final class Sessions {
  static final byte VERSION = 1;

  /** Events without a session that are this far apart or further belong to two. */
  static final Duration GAP = Duration.ofMinutes(30);

  private static final long GAP_MICROS = GAP.toMillis() * 1_000;

  /** Most sources tell whole seconds or milliseconds: times are kept in the largest that fits. */
  private static final long[] UNITS = {1_000_000, 1_000, 1};

  private static final long[] NO_SPANS = {};

  private final LongIndex told = new LongIndex();
  private long[] firstAt = new long[8];
  private long[] looseAt = new long[8];
  private int loose;

  /** Beginnings and ends by turns, in order, of what was added as spans. */
  private long[] spans = NO_SPANS;

  /**
   * Adds an event.
   *
   * @param at microseconds since the epoch
   * @param session key of the source's session, or {@link Fact#NONE}: then the gap decides
   */
  void add(long at, long session) {
    if (session != Fact.NONE) {
      begin(session, at);
      return;
    }
    if (loose == looseAt.length) {
      looseAt = Arrays.copyOf(looseAt, 2 * loose);
    }
    looseAt[loose++] = at;
  }

  private void begin(long session, long at) {
    int before = told.size();
    int number = told.add(session);
    if (number == firstAt.length) {
      firstAt = Arrays.copyOf(firstAt, 2 * number);
    }
    firstAt[number] = number == before ? at : Math.min(firstAt[number], at);
  }

  /**
   * Adds the sessions that were stored.
   *
   * @param stored what {@link #encode} returned
   * @throws UserError where another release stored them, or they are damaged
   */
  void add(byte[] stored) {
    if (stored.length == 0 || stored[0] != VERSION) {
      throw unreadable(stored.length == 0 ? "no bytes" : "version " + (stored[0] & 0xFF));
    }
    PackedInput in = new PackedInput(stored, 1);
    try {
      long unit = in.read();
      long base = in.readSigned();
      for (int left = in.readSize(); left > 0; left--) {
        long session = in.readLong();
        begin(session, Math.multiplyExact(base + in.read(), unit));
      }
      long[] more = new long[Math.multiplyExact(2, in.readSize())];
      long at = base;
      for (int end = 0; end < more.length; end++) {
        at += in.read();
        more[end] = Math.multiplyExact(at, unit);
      }
      spans = joined(spans, more);
    } catch (BufferUnderflowException e) {
      throw unreadable("an end after " + stored.length + " bytes");
    } catch (ArithmeticException e) {
      throw unreadable("a time out of range");
    }
    if (in.remaining() > 0) {
      throw unreadable(in.remaining() + " bytes after the last span");
    }
  }

  private static UserError unreadable(String found) {
    return new UserError(
        ("Cannot read a customer's sessions: found %s, expected version %d to its end. Use the"
                + " release that wrote them, or build the histories anew.")
            .formatted(found, VERSION));
  }

  /** Hands on when each session began. */
  void beginnings(LongConsumer to) {
    gather();
    for (int session = 0; session < told.size(); session++) {
      to.accept(firstAt[session]);
    }
    for (int begin = 0; begin < spans.length; begin += 2) {
      to.accept(spans[begin]);
    }
  }

  /**
   * What {@link #add(byte[])} takes: version, unit of the times in microseconds, the least of them;
   * how many sessions the source told, and of each, in the order of their keys, the key and its
   * first event from the least on; how many spans, and of each how long after the last end it
   * begins, and how long it is.
   */
  byte[] encode() {
    gather();
    long unit = unit();
    long base = least() / unit;
    PackedOutput out = new PackedOutput();
    out.add(VERSION);
    out.write(unit);
    out.writeSigned(base);
    out.write(told.size());
    for (long session : told.sorted()) {
      out.writeLong(session);
      out.write(firstAt[told.find(session)] / unit - base);
    }
    out.write(spans.length / 2);
    long last = base;
    for (long end : spans) {
      out.write(end / unit - last);
      last = end / unit;
    }
    return out.bytes();
  }

  private long unit() {
    int largest = 0;
    for (int session = 0; session < told.size(); session++) {
      largest = dividing(firstAt[session], largest);
    }
    for (long end : spans) {
      largest = dividing(end, largest);
    }
    return UNITS[largest];
  }

  /** The largest unit, of this one and those below, that divides the time. */
  private static int dividing(long time, int from) {
    int unit = from;
    while (time % UNITS[unit] != 0) {
      unit++;
    }
    return unit;
  }

  private long least() {
    long least = spans.length == 0 ? Long.MAX_VALUE : spans[0];
    for (int session = 0; session < told.size(); session++) {
      least = Math.min(least, firstAt[session]);
    }
    return told.size() == 0 && spans.length == 0 ? 0 : least;
  }

  private void gather() {
    if (loose > 0) {
      Arrays.sort(looseAt, 0, loose);
      long[] single = new long[2 * loose];
      for (int event = 0; event < loose; event++) {
        single[2 * event] = looseAt[event];
        single[2 * event + 1] = looseAt[event];
      }
      spans = joined(spans, single);
      loose = 0;
    }
  }

  /** Spans of both in order, made one where there is no gap between them. */
  private static long[] joined(long[] some, long[] others) {
    long[] joined = new long[some.length + others.length];
    int size = 0;
    int s = 0;
    int o = 0;
    while (s < some.length || o < others.length) {
      boolean next = o == others.length || (s < some.length && some[s] <= others[o]);
      long begin = next ? some[s] : others[o];
      long end = next ? some[s + 1] : others[o + 1];
      s += next ? 2 : 0;
      o += next ? 0 : 2;
      if (size > 0 && begin - joined[size - 1] < GAP_MICROS) {
        joined[size - 1] = Math.max(joined[size - 1], end);
      } else {
        joined[size++] = begin;
        joined[size++] = end;
      }
    }
    return Arrays.copyOf(joined, size);
  }
}
