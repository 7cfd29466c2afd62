package io.clientele.feature;

import io.clientele.history.Past;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A declared fact about a customer: its field, and how it follows from the customer's past. The
 * field is nullable even where every customer has a figure: else no feature could join a table that
 * has rows.
 *
 * @param sources silver tables that it is computed from
 */
public record Feature(
    Field field, Unit unit, List<String> sources, Function<Past, Optional<?>> value) {
  public Feature {
    sources = List.copyOf(sources);
  }

  /** Features of one unit, computed from the same tables. */
  record Theme(Unit unit, List<String> sources) {
    Theme(Unit unit, String... sources) {
      this(unit, List.of(sources));
    }

    Feature count(String name, String doc, ToLongFunction<Past> value) {
      return feature(
          Field.optional(name, Types.COUNT, doc), past -> Optional.of(value.applyAsLong(past)));
    }

    /** A sum of money or quantities. */
    Feature total(String name, String doc, Function<Past, BigDecimal> value) {
      return feature(
          Field.optional(name, Types.AMOUNT, doc), past -> Optional.of(value.apply(past)));
    }

    /** Money that not every customer has a figure of. */
    Feature amount(String name, String doc, Function<Past, Optional<BigDecimal>> value) {
      return feature(Field.optional(name, Types.AMOUNT, doc), value::apply);
    }

    /** Whole days that not every customer has a figure of. */
    Feature days(String name, String doc, Function<Past, OptionalInt> value) {
      return feature(Field.optional(name, Types.SMALL, doc), past -> boxed(value.apply(past)));
    }

    /** A statistic that not every customer has a figure of. */
    Feature number(String name, String doc, Function<Past, OptionalDouble> value) {
      return feature(Field.optional(name, Types.NUMBER, doc), past -> boxed(value.apply(past)));
    }

    /** A name that not every customer has one of. */
    Feature name(String name, String doc, Function<Past, Optional<String>> value) {
      return feature(Field.optional(name, Types.TEXT, doc), value::apply);
    }

    private Feature feature(Field field, Function<Past, Optional<?>> value) {
      return new Feature(field, unit, sources, value);
    }
  }

  /** The cell of a customer's row: null where the customer has no such figure. */
  Object cell(Past past) {
    return value.apply(past).orElse(null);
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
