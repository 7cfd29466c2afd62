package io.clientele.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The column types that the product uses, each with one meaning. */
public final class Types {
  public static final DataType TEXT = DataTypes.StringType;
  public static final DataType FLAG = DataTypes.BooleanType;
  public static final DataType COUNT = DataTypes.LongType;
  public static final DataType SMALL = DataTypes.IntegerType;
  public static final DataType NUMBER = DataTypes.DoubleType;

  /** A tenant's local day. */
  public static final DataType DAY = DataTypes.DateType;

  /** A UTC instant. */
  public static final DataType INSTANT = DataTypes.TimestampType;

  /** One amount of money or one quantity, exact; of 18 digits, which fit 64 bits. */
  public static final DecimalType AMOUNT = DataTypes.createDecimalType(18, 4);

  /** A sum of amounts or quantities: wide enough that no shop overflows it. */
  public static final DataType TOTAL = DataTypes.createDecimalType(28, 4);

  /** Units of one currency for one of another, exact when multiplied by an amount. */
  public static final DataType RATE = DataTypes.createDecimalType(18, 12);

  public static final DataType BYTES = DataTypes.BinaryType;

  private Types() {}
}
