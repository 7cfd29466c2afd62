package io.clientele.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.clientele.table.Field.Personal;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The reserved columns by which a stage says that a row must not pass. The lake keeps such a row
 * out of the table and writes one quarantine row for each of its reasons.
 */
public final class Rejects {
  /** Parts of one reason. */
  public static final Field CODE = Field.required("code", Types.TEXT, "Why, as a stable code.");

  public static final Field FIELD =
      Field.required("field", Types.TEXT, "Field that could not be filled.");
  public static final Field VALUE =
      Field.optional("value", Types.TEXT, "Value as it was received.").personal(Personal.CONTACT);
  private static final DataType REASON =
      DataTypes.createStructType(List.of(CODE.struct(), FIELD.struct(), VALUE.struct()));

  /** Reasons why the row must not pass; empty where it may. */
  public static final Field REASONS =
      Field.required(
          "_rejected", DataTypes.createArrayType(REASON, false), "Reasons for refusing the row.");

  /** Where the row came from, in words that let a person find it again. */
  public static final Field PLACE =
      Field.optional("_place", Types.TEXT, "File and byte offset, or the vendor's record.");

  /** The source's record as received, so that it can be looked at and tried again. */
  public static final Field RECORD =
      Field.optional("_record", Types.TEXT, "Record as it was received.");

  static final List<Field> FIELDS = List.of(REASONS, PLACE, RECORD);

  private Rejects() {}

  /** A reason where the condition is true, else null; {@link #reasons} drops the nulls. */
  public static Column reason(Column broken, String code, Field field, Column value) {
    return reason(broken, lit(code), field, value);
  }

  /** The same where the rest of the row decides between codes; the code must not be null. */
  public static Column reason(Column broken, Column code, Field field, Column value) {
    return when(
        broken,
        struct(
            code.as(CODE.name()),
            lit(field.name()).as(FIELD.name()),
            value.cast(Types.TEXT).as(VALUE.name())));
  }

  /** The reserved column of these reasons. */
  public static Column reasons(List<Column> found) {
    if (found.isEmpty()) {
      return REASONS.from(array());
    }
    Column[] all = found.toArray(Column[]::new);
    // Asked first, since Spark does not compile what drops the nulls, and few rows have a reason.
    return REASONS.from(
        when(coalesce(all).isNotNull(), array_compact(array(all))).otherwise(array()));
  }

  /** The reserved column of a row that carries it already, with these reasons behind its own. */
  public static Column further(List<Column> found) {
    return REASONS.from(concat(REASONS.col(), reasons(found)));
  }

  /** True for a row that has a reason against it; false, never null, for one that tells none. */
  public static Column any() {
    return coalesce(size(REASONS.col()).gt(0), lit(false));
  }
}
