package io.clientele.settings;

import io.clientele.silver.Notation;
import io.clientele.silver.Notation.Operator;
import io.clientele.source.files.Mapping.Value;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;

/** Where the value of a field comes from and how it is written. */
final class ValueReader {
  private static final Expected<String> COLUMN = Expected.text("a column of the file");

  /** The keys that say something of fields of one type only. */
  private static final Map<String, DataType> PLACES =
      Map.of(
          "format", Types.INSTANT,
          "zone", Types.INSTANT,
          "product", Types.AMOUNT,
          "number", Types.AMOUNT,
          "tax", Types.AMOUNT);

  private final Around around;
  private final Section feed;

  ValueReader(Around around, Section feed) {
    this.around = around;
    this.feed = feed;
  }

  /** A column's name, or keys below the field's; empty where left out or wrong. */
  Optional<Value> read(Field field) {
    if (feed.isSection(field.name())) {
      return below(field, feed.section(field.name()));
    }
    Optional<String> column = feed.optional(field.name(), COLUMN);
    column.ifPresent(name -> around.requireColumn(feed, field.name(), name));
    return column.map(name -> Value.column(name, around.notation(field)));
  }

  private Optional<Value> below(Field field, Section value) {
    Optional<String> constant = value.optional("constant", Expected.text("a value"));
    List<String> columns = columns(value);
    Notation notation = notation(field, value);
    List<String> found =
        Stream.of("column", "constant", "product").filter(key -> !value.missing(key)).toList();
    if (found.size() != 1) {
      feed.problem(
          field.name(),
          "found "
              + (found.isEmpty() ? "none" : String.join(" and ", found))
              + ", expected one of column, constant and product");
      return Optional.empty();
    }
    boolean fits = noteMisplaced(field, value, found.contains("constant"));
    if (constant.isPresent()) {
      return constant.map(Value::constant);
    }
    return columns.isEmpty() || !fits
        ? Optional.empty()
        : Optional.of(taxed(value, new Value(columns, Optional.empty(), notation)));
  }

  /** The column, or the two whose product it is; none where something else is told. */
  private List<String> columns(Section value) {
    Optional<String> column = value.optional("column", COLUMN);
    column.ifPresent(name -> around.requireColumn(value, "column", name));
    List<String> factors = value.list("product", COLUMN);
    factors.forEach(name -> around.requireColumn(value, "product", name));
    if (factors.size() != 2 && !value.missing("product")) {
      value.problem("product", "found " + factors.size() + " columns, expected two");
      return List.of();
    }
    return column.map(List::of).orElse(factors);
  }

  private Notation notation(Field field, Section value) {
    Notation usual = around.notation(field);
    List<String> times = value.list("format", Expected.timeFormat());
    Optional<ZoneId> zone = value.optional("zone", Expected.zone()).or(usual::zone);
    Notation notation =
        new Notation(
            times.isEmpty() ? usual.times() : times,
            zone,
            value.optional("number", Expected.numbers()).orElse(usual.numbers()),
            List.of());
    return value.missing("product") ? notation : notation.then(Operator.TIMES);
  }

  /** Notes keys that say nothing of such a field; false where there are some. */
  private static boolean noteMisplaced(Field field, Section value, boolean constant) {
    List<String> misplaced =
        PLACES.keySet().stream()
            .filter(key -> !value.missing(key))
            .filter(key -> constant || !field.type().equals(PLACES.get(key)))
            .sorted()
            .toList();
    misplaced.forEach(
        key ->
            value.problem(
                key,
                "found one, expected it only at columns of "
                    + (PLACES.get(key).equals(Types.INSTANT)
                        ? "dates and times"
                        : "amounts and quantities")));
    return misplaced.isEmpty();
  }

  /** With its tax or without, as the tenant's amounts count. */
  private Value taxed(Section value, Value amount) {
    if (value.missing("tax")) {
      return amount;
    }
    Section tax = value.section("tax");
    Optional<String> included = tax.optional("included", COLUMN);
    Optional<String> excluded = tax.optional("excluded", COLUMN);
    included.ifPresent(name -> around.requireColumn(tax, "included", name));
    excluded.ifPresent(name -> around.requireColumn(tax, "excluded", name));
    if (included.isPresent() == excluded.isPresent()) {
      value.problem(
          "tax",
          "found "
              + (included.isPresent() ? "both" : "neither")
              + ", expected included or excluded");
    } else if (around.tax().isEmpty()) {
      value.problem("tax", "found one, expected tenant.tax to say which amounts count");
    } else if (included.isPresent() && around.tax().get() == Tax.EXCLUDED) {
      return then(amount, Operator.LESS_TAX, included.get());
    } else if (excluded.isPresent() && around.tax().get() == Tax.INCLUDED) {
      return then(amount, Operator.PLUS_TAX, excluded.get());
    }
    return amount;
  }

  private static Value then(Value amount, Operator operator, String column) {
    List<String> columns = new ArrayList<>(amount.columns());
    columns.add(column);
    return new Value(columns, Optional.empty(), amount.notation().then(operator));
  }
}
