package io.clientele.cli;

import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import io.clientele.feature.Catalogue;
import io.clientele.feature.CustomerFeatures;
import io.clientele.feature.Feature;
import io.clientele.history.CustomerDays;
import io.clientele.history.CustomerHistory;
import io.clientele.history.Window;
import io.clientele.publish.postgres.Postgres;
import io.clientele.segment.Memberships;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Lake;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of one customer as of one date, each row by its columns' names.
 *
 * @param days the newest days of the past first; Postgres has none
 */
record CustomerCard(
    String customer,
    List<Map<String, Object>> features,
    List<Map<String, Object>> memberships,
    List<Map<String, Object>> days) {
  private static final int MOST_DAYS = 10;
  private static final int DECIMALS = 4;

  /** A customer lies in one segment of each segmentation. */
  private static final int MOST_MEMBERSHIPS = 100;

  /** As of the date, or else of the newest that tells of the customer. */
  static CustomerCard ofLake(Lake lake, String customer, Optional<LocalDate> asOf) {
    Column wanted = Identities.CUSTOMER_ID.col().equalTo(customer);
    Column dated = asOf.map(date -> wanted.and(AsOf.FIELD.col().equalTo(lit(date)))).orElse(wanted);
    List<Map<String, Object>> features =
        newest(lake, CustomerFeatures.TABLE, dated, 1, AsOf.FIELD.col().desc());
    if (features.isEmpty()) {
      return new CustomerCard(customer, List.of(), List.of(), List.of());
    }

    LocalDate date = LocalDate.parse((String) features.get(0).get(AsOf.FIELD.name()));
    return new CustomerCard(
        customer,
        features,
        newest(
            lake,
            Memberships.TABLE,
            wanted.and(AsOf.FIELD.col().equalTo(lit(date))),
            MOST_MEMBERSHIPS,
            Memberships.SEGMENTATION.col()),
        rows(
            CustomerDays.of(lake.current(CustomerHistory.TABLE).where(wanted))
                .where(CustomerDays.DAY.col().lt(lit(date))),
            MOST_DAYS,
            CustomerDays.DAY.col().desc()));
  }

  /** As of the date that is published. */
  static CustomerCard ofPostgres(Postgres postgres, String tenant, String customer) {
    Function<Table, List<Map<String, Object>>> about =
        table ->
            postgres.rows(tenant, table, Identities.CUSTOMER_ID, customer).stream()
                .map(CustomerCard::parsed)
                .toList();
    return new CustomerCard(
        customer, about.apply(CustomerFeatures.TABLE), about.apply(Memberships.TABLE), List.of());
  }

  private static List<Map<String, Object>> newest(
      Lake lake, Table table, Column wanted, int most, Column order) {
    return rows(lake.current(table).where(wanted), most, order);
  }

  private static List<Map<String, Object>> rows(Dataset<Row> rows, int most, Column order) {
    return rows.orderBy(order).toJSON().takeAsList(most).stream()
        .map(CustomerCard::parsed)
        .toList();
  }

  private static Map<String, Object> parsed(String row) {
    try {
      return Json.MAPPER
          .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {})
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readValue(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a row that was told as JSON", e);
    }
  }

  boolean isEmpty() {
    return features.isEmpty();
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(Identities.CUSTOMER_ID.name(), customer);
    json.put(AsOf.FIELD.name(), features.get(0).get(AsOf.FIELD.name()));
    json.put("memberships", without(memberships));
    json.put("features", without(features).get(0));
    json.put("days", without(days));
    return json;
  }

  /** Rows without what all of them have in common. */
  private static List<Map<String, Object>> without(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, Object> kept = new LinkedHashMap<>(row);
              kept.keySet().removeAll(Set.of(AsOf.FIELD.name(), Identities.CUSTOMER_ID.name()));
              return kept;
            })
        .toList();
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add("customer " + customer + " as of " + features.get(0).get(AsOf.FIELD.name()));
    parts.add(
        table(
            memberships,
            List.of(
                Memberships.SEGMENTATION,
                Memberships.SEGMENT,
                Memberships.SINCE,
                Memberships.PREVIOUS_SEGMENT)));
    parts.add(sums(features.get(0)));
    parts.add(single(features.get(0)));
    if (!days.isEmpty()) {
      List<Field> happened =
          CustomerDays.FIELDS.stream()
              .filter(field -> days.stream().anyMatch(day -> isTold(day.get(field.name()))))
              .filter(field -> !field.equals(Identities.CUSTOMER_ID))
              .toList();
      parts.add(table(days, happened));
    }
    return parts.stream()
        .collect(Collectors.joining(System.lineSeparator() + System.lineSeparator()));
  }

  /** Sums over windows, those left out that are zero throughout: they would bury the others. */
  private static String sums(Map<String, Object> row) {
    List<String> headings = new ArrayList<>(List.of("sum"));
    for (Window window : Window.values()) {
      headings.add(window == Window.EVER ? "ever" : window.days() + "d");
    }
    TextTable table = new TextTable(headings, Set.copyOf(headings.subList(1, headings.size())));
    for (List<Feature> windows : Catalogue.WINDOWED) {
      String ever = windows.get(windows.size() - 1).field().name();
      if (isTold(row.get(ever))) {
        List<String> cells = new ArrayList<>(List.of(ever));
        windows.forEach(feature -> cells.add(text(row.get(feature.field().name()))));
        table.add(cells);
      }
    }
    return table.toString();
  }

  private static String single(Map<String, Object> row) {
    TextTable table = new TextTable(List.of("feature", "value", "unit"), Set.of("value"));
    for (Feature feature : Catalogue.SINGLE) {
      Object value = row.get(feature.field().name());
      if (isTold(value)) {
        String unit = feature.unit().name().toLowerCase(Locale.ROOT);
        table.add(List.of(feature.field().name(), text(value), unit));
      }
    }
    return table.toString();
  }

  private static String table(List<Map<String, Object>> rows, List<Field> fields) {
    List<String> names = fields.stream().map(Field::name).toList();
    TextTable table = new TextTable(names, Set.of());
    rows.forEach(row -> table.add(names.stream().map(name -> text(row.get(name))).toList()));
    return table.toString();
  }

  private static boolean isTold(Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).signum() != 0
        : value != null;
  }

  private static String text(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Number number
        ? new BigDecimal(number.toString())
            .setScale(DECIMALS, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        : value.toString();
  }
}
