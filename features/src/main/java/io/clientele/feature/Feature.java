package io.clientele.feature;

import io.clientele.history.Cells;
import io.clientele.history.Past;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A declared fact about a customer: its field, and how it follows from the customer's past. The
 * field is nullable even where every customer has a figure: else no feature could join a table that
 * has rows.
 *
 * @param sources silver tables that it is computed from
 */
public record Feature(Field field, Unit unit, List<String> sources, Figure figure) {
  public Feature {
    sources = List.copyOf(sources);
  }

  /** How a feature's cell is filled, which is left null where the past has no such figure. */
  @FunctionalInterface
  public interface Figure {
    void fill(Cells row, Past past);
  }

  /** Features of one unit, computed from the same tables. */
  record Theme(Unit unit, List<String> sources) {
    Theme(Unit unit, String... sources) {
      this(unit, List.of(sources));
    }

    Feature count(String name, String doc, ToLongFunction<Past> value) {
      return feature(
          Field.optional(name, Types.COUNT, doc), (row, past) -> row.add(value.applyAsLong(past)));
    }

    /** A sum of money or quantities, given in ten-thousandths. */
    Feature total(String name, String doc, ToLongFunction<Past> value) {
      return feature(
          Field.optional(name, Types.AMOUNT, doc), (row, past) -> row.add(value.applyAsLong(past)));
    }

    /** Money that not every customer has a figure of, given in ten-thousandths. */
    Feature amount(String name, String doc, Function<Past, OptionalLong> value) {
      return feature(
          Field.optional(name, Types.AMOUNT, doc),
          (row, past) -> value.apply(past).ifPresentOrElse(row::add, row::skip));
    }

    /** Whole days that not every customer has a figure of. */
    Feature days(String name, String doc, Function<Past, OptionalInt> value) {
      return feature(
          Field.optional(name, Types.SMALL, doc),
          (row, past) -> value.apply(past).ifPresentOrElse(row::add, row::skip));
    }

    /** A statistic that not every customer has a figure of. */
    Feature number(String name, String doc, Function<Past, OptionalDouble> value) {
      return feature(
          Field.optional(name, Types.NUMBER, doc),
          (row, past) -> value.apply(past).ifPresentOrElse(row::add, row::skip));
    }

    /** A name that not every customer has one of. */
    Feature name(String name, String doc, Function<Past, Optional<String>> value) {
      return feature(
          Field.optional(name, Types.TEXT, doc),
          (row, past) -> value.apply(past).ifPresentOrElse(row::add, row::skip));
    }

    private Feature feature(Field field, Figure figure) {
      return new Feature(field, unit, sources, figure);
    }
  }
}
