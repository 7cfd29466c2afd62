package io.clientele.lake;

import java.math.BigInteger;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;

/**
 * How cells of one type reach a column of Parquet: in the form that {@code
 * SparkToParquetSchemaConverter} tells of it.
 */
@FunctionalInterface
interface Cell {
  /**
   * Writes a value that is there.
   *
   * @param place the cell's in the row; it is not null
   * @param level the column's definition level of such a value
   */
  void write(InternalRow row, int place, ColumnWriter to, int level);

  /** True for a type whose cells can be written. */
  static boolean takes(DataType type) {
    return type instanceof StringType
        || type instanceof LongType
        || type instanceof IntegerType
        || type instanceof DoubleType
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof DecimalType
        || type instanceof BinaryType;
  }

  /**
   * How cells of a type are written.
   *
   * @param type one that is {@link #takes taken}
   * @param column what it is in Parquet
   */
  static Cell of(DataType type, ColumnDescriptor column) {
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> (row, place, to, level) -> to.write(row.getBoolean(place), 0, level);
      case DOUBLE -> (row, place, to, level) -> to.write(row.getDouble(place), 0, level);
      case INT32 ->
          type instanceof DecimalType decimal
              ? (row, place, to, level) ->
                  to.write(Math.toIntExact(digits(row, place, decimal)), 0, level)
              : (row, place, to, level) -> to.write(row.getInt(place), 0, level);
      case INT64 ->
          type instanceof DecimalType decimal
              ? (row, place, to, level) -> to.write(digits(row, place, decimal), 0, level)
              : (row, place, to, level) -> to.write(row.getLong(place), 0, level);
      case FIXED_LEN_BYTE_ARRAY ->
          (row, place, to, level) ->
              to.write(
                  wide(row, place, (DecimalType) type, column.getPrimitiveType().getTypeLength()),
                  0,
                  level);
      case BINARY ->
          type instanceof StringType
              ? (row, place, to, level) ->
                  to.write(bytes(row.getUTF8String(place).getBytes()), 0, level)
              : (row, place, to, level) -> to.write(bytes(row.getBinary(place)), 0, level);
      default -> throw new IllegalArgumentException("Cannot write " + type + " as " + column);
    };
  }

  private static long digits(InternalRow row, int place, DecimalType type) {
    if (row instanceof UnsafeRow unsafe) {
      // All that it keeps of an amount that fits 64 bits.
      return unsafe.getLong(place);
    }
    return row.getDecimal(place, type.precision(), type.scale()).toUnscaledLong();
  }

  /** Two's complement, the first byte the greatest. */
  private static Binary wide(InternalRow row, int place, DecimalType type, int length) {
    BigInteger digits =
        row.getDecimal(place, type.precision(), type.scale()).toJavaBigDecimal().unscaledValue();
    byte[] least = digits.toByteArray();
    byte[] all = new byte[length];
    Arrays.fill(all, 0, length - least.length, (byte) (digits.signum() < 0 ? -1 : 0));
    System.arraycopy(least, 0, all, length - least.length, least.length);
    return bytes(all);
  }

  /** Of a row these are copies, or belong to a value that nobody changes. */
  private static Binary bytes(byte[] value) {
    return Binary.fromConstantByteArray(value);
  }
}
