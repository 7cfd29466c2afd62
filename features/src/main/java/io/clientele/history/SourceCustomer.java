package io.clientele.history;

/** Adds up the facts of one source's customer; their order does not matter. */
final class SourceCustomer {
  private final LocalDays days;
  private final MeasureNumbers measures;
  private final HistoryBuilder history;
  private final Sessions sessions = new Sessions();
  private boolean isTest;

  /**
   * @param measures gives numbers to measures
   */
  SourceCustomer(LocalDays days, MeasureNumbers measures) {
    this.days = days;
    this.measures = measures;
    this.history = new HistoryBuilder(measures);
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
    sessions.add(at, session);
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

  /** True for somebody whose doings count for nothing. */
  boolean isTest() {
    return isTest;
  }

  /** What is known of the customer, which may be nothing. */
  History built() {
    sessions.beginnings(at -> add(at, Measure.SESSIONS, 1));
    return history.build();
  }

  Sessions sessions() {
    return sessions;
  }
}
