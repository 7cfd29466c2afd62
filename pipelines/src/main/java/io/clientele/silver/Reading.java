package io.clientele.silver;

import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Notation.Operator;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Types;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Texts read as values of a field's type, and the reasons why one could not be. */
final class Reading {
  static final String NOT_A_NUMBER = "NOT_A_NUMBER";
  static final String NOT_A_TIME = "NOT_A_TIME";
  static final String NOT_A_FLAG = "NOT_A_FLAG";
  static final String OUT_OF_RANGE = "OUT_OF_RANGE";
  private static final String BAD_CHARACTER = "BAD_CHARACTER";

  /** By these a source tells things apart: a key that is not read as it was may be another's. */
  private static final Set<Field> KEYS =
      Set.of(
          Origin.SOURCE_ID,
          Origin.CUSTOMER_SOURCE_ID,
          Customers.EXTERNAL_ID,
          OrderLines.ORDER_SOURCE_ID,
          OrderLines.PRODUCT_SOURCE_ID,
          Refunds.ORDER_SOURCE_ID,
          Events.ANONYMOUS_ID,
          Events.SESSION_ID,
          Events.PRODUCT_SOURCE_ID,
          Events.ORDER_SOURCE_ID,
          Products.PRODUCT_SOURCE_ID,
          Products.VARIANT_SOURCE_ID,
          Messages.CAMPAIGN_SOURCE_ID,
          Consents.SCOPE_ID);

  /** What stands for a character that could not be read. */
  static final String UNREAD = "\uFFFD";

  /** Postgres takes it in no text. */
  private static final String NUL = "\0";

  /** Finer than an amount, for prices of a unit; a product of two has its place in a decimal. */
  private static final DecimalType OPERAND = DataTypes.createDecimalType(19, 6);

  private static final String SIGNS =
      Arrays.stream(Operator.values()).map(Operator::sign).collect(Collectors.joining("|"));

  /** Systems write 0001-01-01 or 9999-12-31 for "never": no time of a shop. */
  private static final Column EARLIEST = lit("1900-01-01T00:00:00Z").cast(Types.INSTANT);

  private static final Column LATEST = lit("2200-01-01T00:00:00Z").cast(Types.INSTANT);

  private Reading() {}

  /** Null where the text is null or cannot be read; a time out of range is read all the same. */
  static Column value(Field field, Column text, Notation notation, ZoneId zone) {
    if (field.type().equals(Types.INSTANT)) {
      return Times.instant(text, notation.times(), notation.zone().orElse(zone));
    }
    return field.type() instanceof DecimalType
        ? number(text, notation).try_cast(field.type())
        : text.try_cast(field.type());
  }

  private static Column number(Column text, Notation notation) {
    List<Operator> operators = notation.operators();
    if (operators.isEmpty()) {
      return notation.numbers().value(text, Types.AMOUNT);
    }
    Column parts = split(text, SIGNS);
    List<Column> numbers =
        operands(parts, notation).map(part -> notation.numbers().value(part, OPERAND)).toList();
    Column result = numbers.get(0);
    for (int i = 0; i < operators.size(); i++) {
      Column next = numbers.get(i + 1);
      result =
          switch (operators.get(i)) {
            case TIMES -> result.multiply(next);
            case PLUS_TAX -> result.plus(next);
            case LESS_TAX -> result.minus(next);
          };
    }
    return when(size(parts).equalTo(numbers.size()), result);
  }

  private static Stream<Column> operands(Column parts, Notation notation) {
    return IntStream.rangeClosed(0, notation.operators().size()).mapToObj(i -> get(parts, lit(i)));
  }

  /** Whether all that should be a number is one, of any size. */
  private static Column isNumber(Column text, Notation notation) {
    Column parts = split(text, SIGNS);
    return notation.operators().isEmpty()
        ? notation.numbers().isWritten(text)
        : operands(parts, notation)
            .map(notation.numbers()::isWritten)
            .reduce(size(parts).equalTo(notation.operators().size() + 1), Column::and);
  }

  /** Why the text is not a value of the field: of the reasons, at most one is not null. */
  static List<Column> reasons(Field field, Column text, Column value, Notation notation) {
    Column unread = text.isNotNull().and(value.isNull());
    if (field.type() instanceof DecimalType) {
      Column code = when(isNumber(text, notation), OUT_OF_RANGE).otherwise(NOT_A_NUMBER);
      return List.of(Rejects.reason(unread, code, field, text));
    }
    if (field.type().equals(Types.INSTANT)) {
      Column outside = value.lt(EARLIEST).or(value.geq(LATEST));
      return List.of(
          Rejects.reason(unread, NOT_A_TIME, field, text),
          Rejects.reason(outside, OUT_OF_RANGE, field, text));
    }
    if (field.type().equals(Types.COUNT)) {
      return List.of(Rejects.reason(unread, NOT_A_NUMBER, field, text));
    }
    if (KEYS.contains(field)) {
      Column bad = text.contains(NUL).or(text.contains(UNREAD));
      return List.of(Rejects.reason(bad, BAD_CHARACTER, field, text));
    }
    return field.type().equals(Types.TEXT)
        ? List.of()
        : List.of(Rejects.reason(unread, NOT_A_FLAG, field, text));
  }
}
