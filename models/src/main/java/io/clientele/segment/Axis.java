package io.clientele.segment;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.sum;

import io.clientele.table.Field;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A feature made comparable with others: its logarithm, since money and counts have heavy tails,
 * moved and stretched to mean 0 and deviation 1.
 *
 * @param deviation never 0: of a feature that is the same for all, 1
 */
record Axis(Field field, double mean, double deviation) {
  // Sums of doubles depend on the order of rows, sums of decimals do not.
  private static final DataType EXACT = DataTypes.createDecimalType(14, 9);

  /** Measures the fields over these rows, to the same bits however the rows are ordered. */
  static List<Axis> measure(Dataset<Row> rows, List<Field> fields) {
    Column[] moments =
        fields.stream()
            .map(field -> logarithm(field).cast(EXACT))
            .flatMap(value -> Stream.of(count(value), sum(value), sum(value.multiply(value))))
            .toArray(Column[]::new);
    // One row: an aggregate without groups.
    Row found = rows.agg(moments[0], Stream.of(moments).skip(1).toArray(Column[]::new)).first();
    return IntStream.range(0, fields.size())
        .mapToObj(at -> of(fields.get(at), found, 3 * at))
        .toList();
  }

  private static Axis of(Field field, Row moments, int at) {
    BigDecimal count = BigDecimal.valueOf(moments.getLong(at));
    if (count.signum() == 0) {
      return new Axis(field, 0, 1);
    }
    BigDecimal mean = moments.getDecimal(at + 1).divide(count, MathContext.DECIMAL128);
    BigDecimal square = moments.getDecimal(at + 2).divide(count, MathContext.DECIMAL128);
    double variance = square.subtract(mean.multiply(mean)).doubleValue();
    boolean varies = variance > 1e-12;
    return new Axis(field, mean.doubleValue(), varies ? Math.sqrt(variance) : 1);
  }

  /** Keeps its sign, so that refunds beyond purchases lie on the other side of nothing. */
  private static Column logarithm(Field field) {
    Column value = field.col().cast(Types.NUMBER);
    return signum(value).multiply(log1p(abs(value)));
  }

  /** The field that holds the coordinate of a customer. */
  Field coordinate() {
    return Field.required(field.name() + "_scaled", Types.NUMBER, "Scaled: " + field.doc());
  }

  /** The coordinate of a customer; the middle where there is no value. */
  Column of() {
    Column scaled = logarithm(field).minus(lit(mean)).divide(lit(deviation));
    return coordinate().from(coalesce(scaled, lit(0.0)));
  }

  /** The feature's own value at a coordinate. */
  double value(double coordinate) {
    double logarithm = mean + deviation * coordinate;
    return Math.signum(logarithm) * Math.expm1(Math.abs(logarithm));
  }
}
