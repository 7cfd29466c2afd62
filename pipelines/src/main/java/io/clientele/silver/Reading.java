package io.clientele.silver;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Types;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DecimalType;

/** Texts read as values of a field's type, and the reasons why one could not be. */
final class Reading {
  static final String NOT_A_NUMBER = "NOT_A_NUMBER";
  static final String NOT_A_TIME = "NOT_A_TIME";
  static final String NOT_A_FLAG = "NOT_A_FLAG";
  static final String OUT_OF_RANGE = "OUT_OF_RANGE";

  private static final String NUMBER = "^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$";

  /** Systems write 0001-01-01 or 9999-12-31 for "never": no time of a shop. */
  private static final Column EARLIEST = lit("1900-01-01T00:00:00Z").cast(Types.INSTANT);

  private static final Column LATEST = lit("2200-01-01T00:00:00Z").cast(Types.INSTANT);

  private Reading() {}

  /** Null where the text is null or cannot be read; a time out of range is read all the same. */
  static Column value(Field field, Column text, Optional<String> format, ZoneId zone) {
    return field.type().equals(Types.INSTANT)
        ? Times.instant(text, format, zone)
        : text.try_cast(field.type());
  }

  /** Why the text is not a value of the field: of the reasons, at most one is not null. */
  static List<Column> reasons(Field field, Column text, Column value) {
    Column unread = text.isNotNull().and(value.isNull());
    if (field.type() instanceof DecimalType) {
      Column isNumber = text.rlike(NUMBER);
      return List.of(
          Rejects.reason(unread.and(not(isNumber)), NOT_A_NUMBER, field, text),
          Rejects.reason(unread.and(isNumber), OUT_OF_RANGE, field, text));
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
    return field.type().equals(Types.TEXT)
        ? List.of()
        : List.of(Rejects.reason(unread, NOT_A_FLAG, field, text));
  }
}
