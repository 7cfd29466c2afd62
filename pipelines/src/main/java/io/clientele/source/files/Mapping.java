package io.clientele.source.files;

import io.clientele.table.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What fills the fields of one canonical table; a field that is not named stays empty. */
public record Mapping(Map<Field, Value> values) {

  /**
   * Where a field's value comes from: a column of the file or a constant, one of the two.
   *
   * @param format how a date or time is written, as in {@link java.time.format.DateTimeFormatter};
   *     without one, ISO 8601 is expected
   */
  public record Value(Optional<String> column, Optional<String> constant, Optional<String> format) {
    public Value {
      if (column.isPresent() == constant.isPresent()) {
        throw new IllegalArgumentException(
            "Invalid value: either a column or a constant fills a field, not both or neither");
      }
    }

    public static Value column(String name) {
      return new Value(Optional.of(name), Optional.empty(), Optional.empty());
    }

    public static Value column(String name, String format) {
      return new Value(Optional.of(name), Optional.empty(), Optional.of(format));
    }

    public static Value constant(String text) {
      return new Value(Optional.empty(), Optional.of(text), Optional.empty());
    }
  }

  public Mapping {
    values = Map.copyOf(values);
  }

  /** The columns of a file that fill something, each once. */
  List<String> columns() {
    return values.values().stream()
        .flatMap(value -> value.column().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
