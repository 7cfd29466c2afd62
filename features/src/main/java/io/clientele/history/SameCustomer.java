package io.clientele.history;

import io.clientele.silver.Identities;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Adds up the histories of one customer's several source customers; a single one passes as is, and
 * one of whom nothing is known adds nothing.
 */
final class SameCustomer implements GroupedRows.Group {
  private static final int CUSTOMER_ID = SourceHistories.FIELDS.indexOf(Identities.CUSTOMER_ID);
  private static final int KNOWN = SourceHistories.FIELDS.indexOf(SourceHistories.KNOWN);
  private static final int REGISTERED_DAY =
      SourceHistories.FIELDS.indexOf(SourceHistories.REGISTERED_DAY);
  private static final int DAYS = SourceHistories.FIELDS.indexOf(SourceHistories.DAYS);

  private final HistoryBuilder together = new HistoryBuilder();
  private Optional<Row> unknown = Optional.empty();
  private Optional<Row> only = Optional.empty();
  private boolean several;

  @Override
  public void add(Row row) {
    if (row.isNullAt(DAYS)) {
      unknown = Optional.of(row);
    } else if (only.isPresent()) {
      if (!several) {
        together.add(history(only.get()));
      }
      several = true;
      together.add(history(row));
    } else {
      only = Optional.of(row);
    }
  }

  @Override
  public Optional<Row> result() {
    return several ? only.map(this::merged) : only.or(() -> unknown);
  }

  private Row merged(Row first) {
    History built = together.build();
    return RowFactory.create(
        first.getString(CUSTOMER_ID),
        first.getBoolean(KNOWN),
        built.registered(),
        HistoryCodec.encode(built));
  }

  private static History history(Row row) {
    return HistoryCodec.decode(row.getAs(DAYS)).registeredOn(row.getInt(REGISTERED_DAY));
  }
}
