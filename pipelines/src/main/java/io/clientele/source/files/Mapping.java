package io.clientele.source.files;

import io.clientele.silver.Notation;
import io.clientele.table.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What fills the fields of one canonical table; a field that is not named stays empty.
 *
 * @param filter the records that are taken for it
 */
public record Mapping(Map<Field, Value> values, Filter filter) {

  /**
   * Where a field's value comes from: columns of the file or a constant, one of the two.
   *
   * @param columns one, or as many as the notation's operators join
   * @param notation how the columns' texts say the value
   */
  public record Value(List<String> columns, Optional<String> constant, Notation notation) {
    public Value {
      columns = List.copyOf(columns);
      int expected = constant.isPresent() ? 0 : 1 + notation.operators().size();
      if (columns.size() != expected) {
        throw new IllegalArgumentException(
            "Invalid value: found %d columns, expected %d of %s"
                .formatted(columns.size(), expected, notation));
      }
    }

    public static Value column(String name) {
      return column(name, Notation.PLAIN);
    }

    public static Value column(String name, Notation notation) {
      return new Value(List.of(name), Optional.empty(), notation);
    }

    public static Value constant(String text) {
      return new Value(List.of(), Optional.of(text), Notation.PLAIN);
    }
  }

  public Mapping {
    values = Map.copyOf(values);
  }

  /** Takes every record. */
  public Mapping(Map<Field, Value> values) {
    this(values, Filter.NONE);
  }

  /** The columns of a file that fill something or are asked by the filter, each once. */
  List<String> columns() {
    return Stream.concat(
            values.values().stream().flatMap(value -> value.columns().stream()), filter.columns())
        .distinct()
        .sorted()
        .toList();
  }
}
