package io.clientele.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the files of the made-up shop tell, and the silver rows that should come of it. */
record Told(Table table, List<String> columns, List<Field> fields) {
  static final Told CUSTOMERS =
      of(
          Customers.TABLE,
          "customer_id,email,first_name,last_name,country,created_at,updated_at",
          Origin.SOURCE_ID,
          Customers.EMAIL,
          Customers.FIRST_NAME,
          Customers.LAST_NAME,
          Customers.COUNTRY_CODE,
          Origin.SOURCE_CREATED_AT,
          Origin.SOURCE_UPDATED_AT);
  static final Told ORDERS =
      of(
          Orders.TABLE,
          "order_id,customer_id,ordered_at,status,channel,currency,discount,total,updated_at",
          Origin.SOURCE_ID,
          Origin.CUSTOMER_SOURCE_ID,
          Orders.PLACED_AT,
          Orders.RAW_STATUS,
          Orders.SALES_CHANNEL,
          Orders.CURRENCY,
          Orders.DISCOUNT_TOTAL,
          Orders.NET_TOTAL,
          Origin.SOURCE_UPDATED_AT);
  static final Told ORDER_LINES =
      of(
          OrderLines.TABLE,
          "line_id,order_id,product_id,title,category,quantity,discount,total",
          Origin.SOURCE_ID,
          OrderLines.ORDER_SOURCE_ID,
          OrderLines.PRODUCT_SOURCE_ID,
          OrderLines.TITLE,
          OrderLines.CATEGORY,
          OrderLines.QUANTITY,
          OrderLines.LINE_DISCOUNT,
          OrderLines.LINE_TOTAL);
  static final Told REFUNDS =
      of(
          Refunds.TABLE,
          "refund_id,order_id,customer_id,refunded_at,currency,amount,quantity,reason",
          Origin.SOURCE_ID,
          Refunds.ORDER_SOURCE_ID,
          Origin.CUSTOMER_SOURCE_ID,
          Refunds.REFUNDED_AT,
          Refunds.CURRENCY,
          Refunds.AMOUNT,
          Refunds.QUANTITY,
          Refunds.REASON);
  static final Told EVENTS =
      of(
          Events.TABLE,
          "event_id,customer_id,session_id,name,occurred_at,product_id,order_id,channel",
          Origin.SOURCE_ID,
          Origin.CUSTOMER_SOURCE_ID,
          Events.SESSION_ID,
          Events.RAW_EVENT_NAME,
          Events.OCCURRED_AT,
          Events.PRODUCT_SOURCE_ID,
          Events.ORDER_SOURCE_ID,
          Events.SALES_CHANNEL);

  static final List<Told> ALL = List.of(CUSTOMERS, ORDERS, ORDER_LINES, REFUNDS, EVENTS);

  private static Told of(Table table, String columns, Field... fields) {
    return new Told(table, List.of(columns.split(",")), List.of(fields));
  }

  /** Whose records the file holds. */
  static Told of(Path file) {
    return ALL.stream()
        .filter(told -> file.getFileName().toString().matches(told.table.name() + "[-.].*"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return table.name();
  }

  String file(String suffix) {
    return table.name() + suffix + (equals(EVENTS) ? ".jsonl" : ".csv");
  }

  List<String> head() {
    return equals(EVENTS) ? List.of() : List.of(String.join(",", columns));
  }

  /** All records of a shop's files, those that come again too. */
  List<String> records(Path shop) throws IOException {
    List<String> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(shop)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches(table.name() + "[-.].*")) {
          records.addAll(Files.readAllLines(file));
        }
      }
    }
    records.removeAll(head());
    return records;
  }

  /** The record with another text in a column. */
  String with(String record, String column, String text) {
    String[] cells = record.split(",", -1);
    cells[columns.indexOf(column)] = text;
    return String.join(",", cells);
  }

  /** The newest version of each record, as {@link #rows} tells rows. */
  List<String> truth(List<String> records) {
    Map<String, List<String>> newest = new TreeMap<>();
    int updated = columns.indexOf("updated_at");
    for (String record : records) {
      List<String> cells = cells(record);
      newest.merge(
          cells.get(0),
          cells,
          (one, other) ->
              updated >= 0 && one.get(updated).compareTo(other.get(updated)) < 0 ? other : one);
    }
    return newest.values().stream().map(this::told).toList();
  }

  private List<String> cells(String record) {
    if (!equals(EVENTS)) {
      return List.of(record.split(",", -1));
    }
    try {
      JsonNode event = Json.MAPPER.readTree(record);
      return columns.stream().map(column -> event.path(column).asText()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String told(List<String> cells) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      String text = cells.get(i).strip();
      boolean number = fields.get(i).type().equals(Types.AMOUNT) && !text.isEmpty();
      told.add(number ? plain(new BigDecimal(text)) : text);
    }
    return String.join("|", told);
  }

  /** The rows by their keys, in the columns of the files. */
  List<String> rows(Dataset<Row> silver) {
    Map<String, String> rows = new TreeMap<>();
    silver
        .select(fields.stream().map(Field::col).toArray(Column[]::new))
        // As many as the small shop has records.
        .collectAsList()
        .forEach(row -> rows.put(row.getString(0), told(row)));
    return List.copyOf(rows.values());
  }

  private String told(Row row) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      told.add(
          value instanceof BigDecimal number
              ? plain(number)
              : value == null ? "" : value.toString());
    }
    return String.join("|", told);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
