package io.clientele.history;

import io.clientele.silver.Identities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Adds up the histories of one customer's several source customers, or that of a single one and
 * what stands of the stored history; a single one alone passes as is. What is stored counts for
 * nobody whom no source tells of any longer.
 */
final class SameCustomer implements GroupedRows.Group {
  private static final int CUSTOMER_ID = SourceHistories.FIELDS.indexOf(Identities.CUSTOMER_ID);
  private static final int KNOWN = SourceHistories.FIELDS.indexOf(SourceHistories.KNOWN);
  private static final int REGISTERED_DAY =
      SourceHistories.FIELDS.indexOf(SourceHistories.REGISTERED_DAY);
  private static final int DAYS = SourceHistories.FIELDS.indexOf(SourceHistories.DAYS);
  private static final int SESSIONS = SourceHistories.FIELDS.indexOf(SourceHistories.SESSIONS);
  private static final int STANDING = SourceHistories.FIELDS.indexOf(Standing.FIELD);

  private final LocalDays zone;
  private final List<Row> told = new ArrayList<>(1);
  private Optional<Row> stored = Optional.empty();
  private Optional<Row> unknown = Optional.empty();

  SameCustomer(LocalDays zone) {
    this.zone = zone;
  }

  @Override
  public void add(Row row) {
    if (standing(row) != Standing.NOTHING) {
      stored = Optional.of(row);
    } else if (row.isNullAt(SESSIONS)) {
      unknown = Optional.of(row);
    } else {
      told.add(row);
    }
  }

  @Override
  public Optional<Row> result() {
    return told.size() == 1 && stored.isEmpty()
        ? Optional.of(told.get(0))
        : told.stream().findFirst().map(this::together).or(() -> unknown);
  }

  private Row together(Row first) {
    return stored.map(old -> continued(first, old)).orElseGet(() -> summed(first));
  }

  /** Of several: which sessions are whose is not stored, so that what follows is built anew. */
  private Row summed(Row first) {
    HistoryBuilder sum = new HistoryBuilder();
    told.forEach(row -> sum.add(history(row), measure -> true));
    return row(first, sum.build(), null);
  }

  private Row continued(Row news, Row old) {
    if (told.size() > 1 || old.isNullAt(SESSIONS)) {
      throw new IllegalStateException("Cannot add to a history that several sources tell");
    }
    Sessions sessions = new Sessions();
    sessions.add(old.<byte[]>getAs(SESSIONS));
    sessions.add(news.<byte[]>getAs(SESSIONS));
    HistoryBuilder sum = new HistoryBuilder();
    sum.add(history(news), Standing.ALL::keeps);
    sum.add(history(old).registeredOn(History.NEVER), standing(old)::keeps);
    sessions.beginnings(at -> sum.add(zone.of(at), Measure.SESSIONS, 1));
    return row(news, sum.build(), sessions.encode());
  }

  private static Row row(Row of, History history, byte[] sessions) {
    return RowFactory.create(
        of.getString(CUSTOMER_ID),
        of.getBoolean(KNOWN),
        history.registered(),
        SourceHistories.days(history),
        sessions,
        Standing.NOTHING.code());
  }

  private static Standing standing(Row row) {
    return Standing.of(row.getInt(STANDING));
  }

  private static History history(Row row) {
    History days =
        row.isNullAt(DAYS)
            ? new HistoryBuilder().build()
            : HistoryCodec.decode(row.<byte[]>getAs(DAYS));
    return days.registeredOn(row.getInt(REGISTERED_DAY));
  }
}
