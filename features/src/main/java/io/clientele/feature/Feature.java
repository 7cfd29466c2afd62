package io.clientele.feature;

import io.clientele.history.Past;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A declared fact about a customer: its field, and how it follows from the customer's past. */
record Feature(Field field, Function<Past, Optional<?>> value) {

  static Feature count(String name, String doc, ToLongFunction<Past> value) {
    return new Feature(
        Field.required(name, Types.COUNT, doc), past -> Optional.of(value.applyAsLong(past)));
  }

  /** A sum of money or quantities. */
  static Feature total(String name, String doc, Function<Past, BigDecimal> value) {
    return new Feature(
        Field.required(name, Types.TOTAL, doc), past -> Optional.of(value.apply(past)));
  }

  /** Money that not every customer has a figure of. */
  static Feature amount(String name, String doc, Function<Past, Optional<BigDecimal>> value) {
    return new Feature(Field.optional(name, Types.AMOUNT, doc), value::apply);
  }

  /** Whole days that not every customer has a figure of. */
  static Feature days(String name, String doc, Function<Past, OptionalInt> value) {
    return new Feature(Field.optional(name, Types.SMALL, doc), past -> boxed(value.apply(past)));
  }

  /** A statistic that not every customer has a figure of. */
  static Feature number(String name, String doc, Function<Past, OptionalDouble> value) {
    return new Feature(Field.optional(name, Types.NUMBER, doc), past -> boxed(value.apply(past)));
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
