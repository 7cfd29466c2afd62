package io.clientele.history;

import io.clientele.silver.Identities;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The readable form of histories: one flat row for each customer and day on which something
 * happened, with a column for each measure.
 */
public final class CustomerDays {
  public static final Field DAY = Field.required("day", Types.DAY, "Local day.");
  public static final Field ORDERS = count("orders", "Orders placed.");
  public static final Field UNITS = amount("units", "Units bought.");
  public static final Field NET_SPEND =
      amount("net_spend", "Spend of the day's orders minus the refunds given on the day.");
  public static final Field DISCOUNTS = amount("discounts", "Discounts on the day's orders.");
  public static final Field REFUNDS = amount("refunds", "Money given back on the day.");
  public static final Field REFUND_COUNT = count("refund_count", "Refunds given on the day.");
  public static final Field SESSIONS = count("sessions", "Sessions that began on the day.");
  public static final Field MESSAGES_SENT = count("messages_sent", "Messages sent on the day.");
  public static final Field MESSAGES_OPENED =
      count("messages_opened", "Messages first opened on the day.");
  public static final Field MESSAGES_CLICKED =
      count("messages_clicked", "Messages first clicked on the day.");
  public static final Field OTHER_EVENTS =
      count("other_events", "Events of kinds that have no column of their own.");

  private static final List<Measure> KINDS =
      Measure.NUMBERED.stream().filter(m -> m.kind() == Measure.Kind.EVENT).toList();
  private static final List<Field> FIGURES =
      Stream.of(
              Stream.of(ORDERS, UNITS, NET_SPEND, DISCOUNTS, REFUNDS, REFUND_COUNT, SESSIONS),
              KINDS.stream().map(kind -> count(kind.name(), "Events of this kind.")),
              Stream.of(OTHER_EVENTS, MESSAGES_SENT, MESSAGES_OPENED, MESSAGES_CLICKED))
          .flatMap(fields -> fields)
          .toList();

  /** The columns, in their order. */
  public static final List<Field> FIELDS =
      Stream.concat(Stream.of(Identities.CUSTOMER_ID, DAY), FIGURES.stream()).toList();

  private CustomerDays() {}

  /** The days of these rows of {@link CustomerHistory#TABLE}. */
  public static Dataset<Row> of(Dataset<Row> histories) {
    return Histories.tell(histories, FIELDS, CustomerDays::rows);
  }

  private static Iterator<Consumer<Cells>> rows(String customerId, History history) {
    return IntStream.range(0, history.size())
        .<Consumer<Cells>>mapToObj(i -> row -> fill(row, customerId, history, i))
        .iterator();
  }

  private static void fill(Cells row, String customerId, History history, int i) {
    row.add(customerId);
    row.add(history.day(i));
    row.add(history.value(i, Measure.ORDERS));
    row.add(history.value(i, Measure.UNITS));
    row.add(Math.subtractExact(history.value(i, Measure.SPEND), history.value(i, Measure.REFUNDS)));
    row.add(history.value(i, Measure.DISCOUNTS));
    row.add(history.value(i, Measure.REFUNDS));
    row.add(history.value(i, Measure.REFUND_COUNT));
    row.add(history.value(i, Measure.SESSIONS));
    KINDS.forEach(kind -> row.add(history.value(i, kind)));
    row.add(otherEvents(history, i));
    row.add(history.value(i, Measure.MESSAGES_SENT));
    row.add(history.value(i, Measure.MESSAGES_OPENED));
    row.add(history.value(i, Measure.MESSAGES_CLICKED));
  }

  private static long otherEvents(History history, int i) {
    return history.measures().stream()
        .filter(m -> m.kind() == Measure.Kind.EVENT && m.place() == Measure.NOWHERE)
        .mapToLong(m -> history.value(i, m))
        .sum();
  }

  private static Field count(String name, String doc) {
    return Field.required(name, Types.COUNT, doc);
  }

  private static Field amount(String name, String doc) {
    return Field.required(name, Types.TOTAL, doc);
  }
}
