package io.clientele.history;

import static org.apache.spark.sql.functions.unix_date;

import io.clientele.silver.Identities;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** The way in: the step that builds histories, and how rows are made from them. */
public final class Histories {
  private static final Field REGISTERED_DAY =
      Field.optional("registered_day", Types.SMALL, "Epoch day of registration.");

  /** What is said of one customer: any number of rows, each of which is filled as it is read. */
  @FunctionalInterface
  public interface Account extends Serializable {
    Iterator<Consumer<Cells>> of(String customerId, History history);
  }

  private Histories() {}

  /**
   * The step that writes {@link CustomerHistory#TABLE}.
   *
   * @param zone the tenant's zone, which makes days of instants
   */
  public static Step step(ZoneId zone) {
    return new BuildHistories(zone);
  }

  /**
   * Rows of these fields, in their order, made from each row of {@link CustomerHistory#TABLE}.
   *
   * @param account may be called by several tasks at once, each with its own copy
   */
  public static Dataset<Row> tell(Dataset<Row> histories, List<Field> fields, Account account) {
    return InternalRows.filled(
        histories.select(
            Identities.CUSTOMER_ID.col(),
            REGISTERED_DAY.from(unix_date(CustomerHistory.REGISTERED_ON.col())),
            CustomerHistory.DAYS.col()),
        fields,
        row -> account.of(row.getString(0), history(row)));
  }

  private static History history(InternalRow row) {
    History history = HistoryCodec.decode(row.getBinary(2));
    return row.isNullAt(1) ? history : history.registeredOn(row.getInt(1));
  }
}
