package io.clientele.testkit;

import io.clientele.table.Field;
import io.clientele.table.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Rows of a declared table for tests: what a test does not name gets a default, so that it shows
 * only what matters.
 */
public final class Rows {
  private final Table table;
  private final List<Map<Field, Object>> rows = new ArrayList<>();

  private Rows(Table table) {
    this.table = table;
  }

  public static Rows of(Table table) {
    return new Rows(table);
  }

  /** Begins a row. */
  public Rows row() {
    rows.add(new HashMap<>());
    return this;
  }

  /** Sets a field of the row last begun; a decimal field takes any number or its text. */
  public Rows with(Field field, Object value) {
    if (!table.fields().contains(field)) {
      throw new IllegalArgumentException("Cannot set " + field + ": not a field of " + table);
    }
    rows.get(rows.size() - 1).put(field, value);
    return this;
  }

  public List<Row> list() {
    return rows.stream()
        .map(
            values ->
                RowFactory.create(table.fields().stream().map(f -> cell(f, values)).toArray()))
        .toList();
  }

  public Dataset<Row> in(SparkSession spark) {
    return spark.createDataFrame(list(), table.schema());
  }

  private static Object cell(Field field, Map<Field, Object> values) {
    if (values.containsKey(field)) {
      Object value = values.get(field);
      return value != null && field.type() instanceof DecimalType decimal
          ? new BigDecimal(value.toString()).setScale(decimal.scale())
          : value;
    }
    return field.nullable() ? null : filler(field.type());
  }

  private static Object filler(DataType type) {
    if (type instanceof DecimalType decimal) {
      return BigDecimal.ZERO.setScale(decimal.scale());
    }
    return Map.<DataType, Object>of(
            DataTypes.StringType,
            "",
            DataTypes.LongType,
            0L,
            DataTypes.IntegerType,
            0,
            DataTypes.DoubleType,
            0.0,
            DataTypes.BooleanType,
            false,
            DataTypes.TimestampType,
            Instant.EPOCH,
            DataTypes.DateType,
            LocalDate.EPOCH,
            DataTypes.BinaryType,
            new byte[0])
        .get(type);
  }
}
