package io.clientele.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.clientele.table.Field;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The customers around one centre.
 *
 * @param apart sum of their squared distances from the centre
 * @param spread sum of their squared distances from the middle of all customers
 */
record Group(Centre centre, long customers, BigDecimal spend, BigDecimal apart, BigDecimal spread) {
  // Sums of doubles depend on the order of rows, sums of decimals do not.
  private static final DataType EXACT = DataTypes.createDecimalType(28, 9);

  /** Groups by falling mean spend; of equal ones, by centre. */
  static List<Group> ranked(ClusterModel model, Dataset<Row> scaled, Field spend) {
    // At most one row for each centre.
    return model
        .place(scaled)
        .groupBy(ClusterModel.NEAREST.col())
        .agg(
            count(lit(1)),
            coalesce(sum(spend.col().cast(Types.TOTAL)), lit(BigDecimal.ZERO)),
            sum(ClusterModel.DISTANCE.col().cast(EXACT)),
            sum(model.spread().cast(EXACT)))
        .collectAsList()
        .stream()
        .map(row -> of(row, model.centres()))
        .sorted(Comparator.comparing(Group::meanSpend).reversed().thenComparing(Group::centre))
        .toList();
  }

  private static Group of(Row row, List<Centre> centres) {
    return new Group(
        centres.get(row.getInt(0)),
        row.getLong(1),
        row.getDecimal(2),
        row.getDecimal(3),
        row.getDecimal(4));
  }

  BigDecimal meanSpend() {
    return spend.divide(BigDecimal.valueOf(customers), MathContext.DECIMAL128);
  }
}
