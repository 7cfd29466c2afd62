package io.clientele.table;

import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the lake: what its columns are, what identifies a row, how it is written, what must
 * hold.
 */
public record Table(
    Layer layer,
    String name,
    List<Field> fields,
    List<Field> key,
    Write write,
    List<Check> checks) {

  public Table {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    checks = List.copyOf(checks);
    if (fields.stream().map(Field::name).distinct().count() != fields.size()) {
      throw new IllegalArgumentException(
          "Cannot declare table " + name + ": two of its fields have one name");
    }
    if (!fields.containsAll(key)) {
      throw new IllegalArgumentException(
          "Cannot declare table " + name + ": key " + key + " is not among its fields");
    }
    if (write instanceof Write.Upsert && key.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot declare table " + name + ": an upsert needs a key");
    }
    if (write instanceof Write.Exchange exchange && !fields.contains(exchange.by())) {
      throw new IllegalArgumentException(
          "Cannot declare table " + name + ": " + exchange.by() + " is not among its fields");
    }
    if (write instanceof Write.Replace replace && !fields.contains(replace.by())) {
      throw new IllegalArgumentException(
          "Cannot declare table " + name + ": " + replace.by() + " is not among its fields");
    }
  }

  public Table(Layer layer, String name, List<Field> fields, List<Field> key, Write write) {
    this(layer, name, fields, key, write, List.of());
  }

  /** {@code layer.name}, as it is told to people and kept in ledgers. */
  public String id() {
    return layer.folder() + "." + name;
  }

  public StructType schema() {
    return new StructType(fields.stream().map(Field::struct).toArray(StructField[]::new));
  }

  /** A digest of 64 bits of a row's key, of a table that has one. */
  public Column keyDigest() {
    return xxhash64(key.stream().map(Field::col).toArray(Column[]::new));
  }

  /** The same table under other checks. */
  public Table with(List<Check> others) {
    return new Table(layer, name, fields, key, write, others);
  }

  /**
   * Keeps the declared fields in the declared order, and the reserved columns ({@link Rejects},
   * {@link Write}, {@link Fate}) where the rows carry them.
   *
   * @throws IllegalStateException where a field is absent or of another type; names both sides
   */
  public Dataset<Row> conform(Dataset<Row> rows) {
    StructType actual = rows.schema();
    List<String> names = Arrays.asList(actual.fieldNames());
    String problems =
        fields.stream()
            .filter(
                field ->
                    !names.contains(field.name())
                        || !actual.apply(field.name()).dataType().equals(field.type()))
            .map(field -> mismatch(field, actual, names))
            .collect(Collectors.joining("; "));
    if (!problems.isEmpty()) {
      throw new IllegalStateException("Cannot produce " + id() + ": " + problems);
    }

    List<Column> kept = new ArrayList<>(fields.stream().map(Field::col).toList());
    Stream.concat(
            Rejects.FIELDS.stream(), Stream.of(Write.GONE, Write.KNOWN, Fate.FIELD, Fate.ANNOUNCED))
        .filter(field -> names.contains(field.name()))
        .map(Field::col)
        .forEach(kept::add);
    return rows.select(kept.toArray(Column[]::new));
  }

  private static String mismatch(Field field, StructType actual, List<String> names) {
    String found =
        names.contains(field.name())
            ? actual.apply(field.name()).dataType().simpleString()
            : "no such column";
    return field.name() + ": expected " + field.type().simpleString() + ", found " + found;
  }

  @Override
  public String toString() {
    return id();
  }
}
