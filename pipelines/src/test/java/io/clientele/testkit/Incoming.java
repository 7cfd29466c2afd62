package io.clientele.testkit;

import static java.util.stream.Collectors.toSet;

import io.clientele.step.Balance;
import io.clientele.step.Basis;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A step's rows on their way into a table in memory.
 *
 * @param rows all of them, those included that only tell what became of a record
 * @param accounted true where they tell that of every record
 */
record Incoming(
    Step step, Run run, List<Row> rows, List<Row> accepted, List<Row> refused, boolean accounted) {

  static Incoming of(Step step, Run run, Dataset<Row> frame) {
    // What a test writes is small.
    List<Row> rows = frame.collectAsList();
    List<Row> accepted = new ArrayList<>();
    List<Row> refused = new ArrayList<>();
    rows.stream()
        .filter(row -> isRefused(row) || staysInTable(row))
        .forEach(row -> (isRefused(row) ? refused : accepted).add(row));
    boolean accounted = List.of(frame.columns()).contains(Fate.FIELD.name());
    return new Incoming(step, run, rows, accepted, refused, accounted);
  }

  private static boolean staysInTable(Row row) {
    Object fate = optional(row, Fate.FIELD);
    return (fate == null || fate.equals(Fate.KEPT.name())) && optional(row, Fate.ANNOUNCED) == null;
  }

  Balance balance(Basis basis) {
    if (!accounted) {
      return Balance.NONE;
    }
    long announced =
        rows.stream().mapToLong(row -> (Long) or(optional(row, Fate.ANNOUNCED), 0L)).sum();
    Map<Fate, Long> records = new TreeMap<>();
    Map<String, Map<Fate, BigDecimal>> money = new TreeMap<>();
    for (Fate fate : Fate.values()) {
      List<Row> those =
          rows.stream().filter(row -> fate.name().equals(optional(row, Fate.FIELD))).toList();
      records.put(fate, (long) those.size());
      step.money()
          .ifPresent(
              told ->
                  those.stream()
                      .filter(row -> !row.isNullAt(at(row, told.amount())))
                      .forEach(
                          row ->
                              money
                                  .computeIfAbsent(
                                      row.getAs(told.currency().name()), c -> new TreeMap<>())
                                  .merge(
                                      fate,
                                      row.getDecimal(at(row, told.amount())),
                                      BigDecimal::add)));
    }
    return new Balance(
        basis.whole(),
        announced,
        records,
        money.entrySet().stream()
            .map(entry -> new Balance.Sums(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static Object or(Object value, Object otherwise) {
    return value == null ? otherwise : value;
  }

  private static boolean isRefused(Row row) {
    return optional(row, Rejects.REASONS) != null
        && !row.getList(at(row, Rejects.REASONS)).isEmpty();
  }

  long rejected() {
    return refused.size();
  }

  /** Of an upsert of changes the rows that join or replace; of others, all that are there. */
  long brought(Basis basis) {
    return accepted.stream().filter(row -> !isGone(row)).count();
  }

  /** One row of the quarantine for each reason. */
  List<Row> reasons() {
    return refused.stream().flatMap(this::reasons).toList();
  }

  private Stream<Row> reasons(Row row) {
    return row.<Row>getList(at(row, Rejects.REASONS)).stream()
        .map(
            reason ->
                RowFactory.create(
                    run.id(),
                    run.seq(),
                    step.name(),
                    step.output().id(),
                    reason.get(0),
                    reason.get(1),
                    reason.get(2),
                    optional(row, Rejects.PLACE),
                    optional(row, Rejects.RECORD)));
  }

  /**
   * The table's rows after the write.
   *
   * @throws IllegalStateException where the rows break what the table declares
   */
  List<Row> into(List<Row> kept, Basis basis) {
    Table table = step.output();
    requireSound(table);
    List<Row> rows = new ArrayList<>();
    if (table.write() instanceof Write.Append) {
      rows.addAll(kept);
    } else if (table.write() instanceof Write.Exchange exchange) {
      int by = table.fields().indexOf(exchange.by());
      kept.stream().filter(row -> !leaving(table).contains(row.get(by))).forEach(rows::add);
    } else if (table.write() instanceof Write.Replace replace) {
      int day = table.fields().indexOf(replace.by());
      kept.stream().filter(row -> !step.scope(run).contains(row.get(day))).forEach(rows::add);
    } else if (table.write() instanceof Write.Whole) {
      kept.stream().filter(row -> !basis.whole() && accepted.isEmpty()).forEach(rows::add);
    } else if (!basis.whole()) {
      List<List<Object>> touched = accepted.stream().map(row -> key(table, row)).toList();
      kept.stream().filter(row -> !touched.contains(key(table, row))).forEach(rows::add);
    }
    accepted.stream().filter(row -> !isGone(row)).map(row -> stored(table, row)).forEach(rows::add);
    return rows;
  }

  private void requireSound(Table table) {
    for (Field field : table.fields()) {
      int position = table.fields().indexOf(field);
      require(
          field.nullable()
              || accepted.stream().allMatch(row -> isGone(row) || !row.isNullAt(position)),
          "brings a row without a value for " + field + ", which is required");
    }
    if (table.write() instanceof Write.Replace replace) {
      int day = table.fields().indexOf(replace.by());
      require(
          accepted.stream().allMatch(row -> step.scope(run).contains(row.get(day))),
          "brings rows that lie outside the days that it replaces");
    }
    if (table.write() instanceof Write.Exchange exchange && !leaving(table).isEmpty()) {
      int by = table.fields().indexOf(exchange.by());
      require(
          accepted.stream().allMatch(row -> leaving(table).contains(row.get(by))),
          "brings rows of values of " + exchange.by() + " that it does not name as leaving");
    }
    boolean adds = table.write() instanceof Write.Append || table.write() instanceof Write.Exchange;
    if (!adds && !table.key().isEmpty()) {
      List<Object> keys = accepted.stream().<Object>map(row -> key(table, row)).toList();
      require(
          keys.stream().distinct().count() == keys.size(),
          "brings some keys " + table.key() + " more than once");
    }
  }

  /** The values of which stored rows leave an exchanged table. */
  private Set<Object> leaving(Table table) {
    int by = table.fields().indexOf(((Write.Exchange) table.write()).by());
    return accepted.stream().filter(Incoming::isGone).map(row -> row.get(by)).collect(toSet());
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(
          "Cannot write %s: step %s %s".formatted(step.output(), step.name(), otherwise));
    }
  }

  private static List<Object> key(Table table, Row row) {
    List<Object> key = new ArrayList<>();
    table.key().forEach(field -> key.add(row.get(table.fields().indexOf(field))));
    return key;
  }

  private static Row stored(Table table, Row row) {
    Object[] values = new Object[table.fields().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return RowFactory.create(values);
  }

  private static boolean isGone(Row row) {
    return Boolean.TRUE.equals(optional(row, Write.GONE));
  }

  private static Object optional(Row row, Field field) {
    return carries(row, field) ? row.get(at(row, field)) : null;
  }

  private static boolean carries(Row row, Field field) {
    return List.of(row.schema().fieldNames()).contains(field.name());
  }

  private static int at(Row row, Field field) {
    return row.fieldIndex(field.name());
  }
}
