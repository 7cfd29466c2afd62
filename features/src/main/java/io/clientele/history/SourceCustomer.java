package io.clientele.history;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Adds up the facts of one source's customer; their order does not matter. */
final class SourceCustomer {
  /** Events that are this far apart or further belong to two sessions. */
  static final Duration SESSION_GAP = Duration.ofMinutes(30);

  private static final long GAP_MICROS = SESSION_GAP.toMillis() * 1_000;

  private final LocalDays days;
  private final MeasureNumbers measures;
  private final HistoryBuilder history;
  private final LongIndex sessions = new LongIndex();
  private long[] sessionAt = new long[8];
  private long[] looseAt = new long[8];
  private int loose;
  private boolean isTest;

  /**
   * @param measures gives numbers to measures
   * @param facts that are expected of the customer: more are taken too
   */
  SourceCustomer(LocalDays days, MeasureNumbers measures, int facts) {
    this.days = days;
    this.measures = measures;
    this.history = new HistoryBuilder(measures, facts);
  }

  /**
   * @param at time of registration, or {@link Fact#NONE}
   */
  void register(long at, boolean test) {
    isTest |= test;
    if (at != Fact.NONE) {
      history.register(days.of(at));
    }
  }

  void sell(long at, long units, long spend, long discounts) {
    int day = days.of(at);
    history
        .add(day, Measure.ORDERS, 1)
        .add(day, Measure.UNITS, units)
        .add(day, Measure.SPEND, spend)
        .add(day, Measure.DISCOUNTS, discounts);
  }

  void giveBack(long at, long amount) {
    int day = days.of(at);
    history.add(day, Measure.REFUND_COUNT, 1).add(day, Measure.REFUNDS, amount);
  }

  /**
   * @param measure its number
   */
  void add(long at, int measure, long value) {
    history.add(days.of(at), measure, value);
  }

  private void add(long at, Measure measure, long value) {
    add(at, measures.of(measure), value);
  }

  /**
   * @param session key of the source's session, or {@link Fact#NONE}: then the gap decides
   * @param kind the number of its measure
   */
  void addEvent(long at, long session, int kind) {
    add(at, kind, 1);
    if (session == Fact.NONE) {
      if (loose == looseAt.length) {
        looseAt = Arrays.copyOf(looseAt, 2 * loose);
      }
      looseAt[loose++] = at;
      return;
    }
    int before = sessions.size();
    int number = sessions.add(session);
    if (number == sessionAt.length) {
      sessionAt = Arrays.copyOf(sessionAt, 2 * number);
    }
    sessionAt[number] = number == before ? at : Math.min(sessionAt[number], at);
  }

  /**
   * @param opened time of the first opening, or {@link Fact#NONE}
   * @param clicked time of the first click, or {@link Fact#NONE}
   */
  void addMessage(long sent, long opened, long clicked) {
    add(sent, Measure.MESSAGES_SENT, 1);
    if (opened != Fact.NONE) {
      add(opened, Measure.MESSAGES_OPENED, 1);
    }
    if (clicked != Fact.NONE) {
      add(clicked, Measure.MESSAGES_CLICKED, 1);
    }
  }

  /** Nothing for a test customer, and for one of whom nothing is known that counts. */
  Optional<History> built() {
    for (int session = 0; session < sessions.size(); session++) {
      add(sessionAt[session], Measure.SESSIONS, 1);
    }
    Arrays.sort(looseAt, 0, loose);
    for (int event = 0; event < loose; event++) {
      if (event == 0 || looseAt[event] - looseAt[event - 1] >= GAP_MICROS) {
        add(looseAt[event], Measure.SESSIONS, 1);
      }
    }
    return isTest || history.isEmpty() ? Optional.empty() : Optional.of(history.build());
  }
}
