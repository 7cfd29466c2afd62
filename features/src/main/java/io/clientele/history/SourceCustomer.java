package io.clientele.history;

import io.clientele.silver.Identities;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Adds up the facts of one source's customer as they stream by in the order of {@link Facts#ORDER}.
 * Keeps days, not facts: a customer with millions of events takes no more room than their active
 * days.
 */
final class SourceCustomer implements GroupedRows.Group {
  /** Events that are this far apart or further belong to two sessions. */
  static final Duration SESSION_GAP = Duration.ofMinutes(30);

  static final Field KNOWN =
      Field.required("known", Types.FLAG, "False where no identity is known for the customer.");
  static final Field REGISTERED_DAY =
      Field.required("registered_day", Types.SMALL, "Epoch day of registration, or never.");

  /** The columns of {@link #result}, with {@link SameCustomer} the same. */
  static final List<Field> FIELDS =
      List.of(Identities.CUSTOMER_ID, KNOWN, REGISTERED_DAY, CustomerHistory.DAYS);

  private static final long GAP_MICROS = SESSION_GAP.toMillis() * 1_000;
  private static final int CUSTOMER = Facts.FIELDS.indexOf(Facts.CUSTOMER);
  private static final int SESSION = Facts.FIELDS.indexOf(Facts.SESSION);
  private static final int AT = Facts.FIELDS.indexOf(Facts.AT);
  private static final int NAME = Facts.FIELDS.indexOf(Facts.NAME);
  private static final int COUNT = Facts.FIELDS.indexOf(Facts.COUNT);
  private static final int MONEY = Facts.FIELDS.indexOf(Facts.MONEY);
  private static final int DISCOUNT = Facts.FIELDS.indexOf(Facts.DISCOUNT);

  /** What one task shares between its customers. */
  record Shared(LocalDays days, Map<String, Measure> events) {
    Shared(LocalDays days) {
      this(days, new HashMap<>());
    }
  }

  private final Shared shared;
  private final HistoryBuilder history = new HistoryBuilder();
  private String sourceId = "";
  private Optional<String> customerId = Optional.empty();
  private boolean isTest;
  private boolean hasEvent;
  private String session;
  private long eventAt;

  SourceCustomer(Shared shared) {
    this.shared = shared;
  }

  @Override
  public void add(Row fact) {
    switch (Facts.Kind.of(fact)) {
      case IDENTITY -> customerId = Optional.of(fact.getString(NAME));
      case CUSTOMER -> addRegistration(fact);
      case ORDER -> addOrder(fact);
      case REFUND -> addRefund(fact);
      case EVENT -> addEvent(fact);
      case CATEGORY ->
          history.add(day(fact), Measure.category(fact.getString(NAME)), fact.getLong(MONEY));
      case MESSAGE ->
          history.add(day(fact), new Measure(fact.getString(NAME), Measure.Kind.COUNT), 1);
    }
    sourceId = fact.getString(CUSTOMER);
  }

  private void addRegistration(Row fact) {
    isTest |= fact.getLong(COUNT) != 0;
    if (!fact.isNullAt(AT)) {
      history.register(day(fact));
    }
  }

  private void addOrder(Row fact) {
    int day = day(fact);
    history
        .add(day, Measure.ORDERS, 1)
        .add(day, Measure.UNITS, fact.getLong(COUNT))
        .add(day, Measure.SPEND, fact.getLong(MONEY))
        .add(day, Measure.DISCOUNTS, fact.getLong(DISCOUNT));
    if (!fact.isNullAt(NAME)) {
      history.add(day, Measure.channel(fact.getString(NAME)), 1);
    }
  }

  private void addRefund(Row fact) {
    int day = day(fact);
    history.add(day, Measure.REFUND_COUNT, 1).add(day, Measure.REFUNDS, fact.getLong(MONEY));
  }

  private void addEvent(Row fact) {
    int day = day(fact);
    String name = fact.getString(NAME);
    history.add(day, shared.events().computeIfAbsent(name, Measure::events), 1);
    if (beginsSession(fact.getString(SESSION), fact.getLong(AT))) {
      history.add(day, Measure.SESSIONS, 1);
    }
  }

  /** Events come one session after the other, so the one before decides. */
  private boolean beginsSession(String id, long at) {
    boolean sameId = hasEvent && Objects.equals(session, id);
    boolean begins = !sameId || (id == null && at - eventAt >= GAP_MICROS);
    hasEvent = true;
    session = id;
    eventAt = at;
    return begins;
  }

  private int day(Row fact) {
    return shared.days().of(fact.getLong(AT));
  }

  /** Nothing for a test customer, and for one of whom nothing is known that counts. */
  @Override
  public Optional<Row> result() {
    if (isTest || history.isEmpty()) {
      return Optional.empty();
    }

    History built = history.build();
    return Optional.of(
        RowFactory.create(
            customerId.orElse(sourceId),
            customerId.isPresent(),
            built.registered(),
            HistoryCodec.encode(built)));
  }
}
