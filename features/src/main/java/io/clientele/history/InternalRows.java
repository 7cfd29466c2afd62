package io.clientele.history;

import io.clientele.table.Field;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The one place that looks below Spark's public interface: rows as Spark keeps them. As public rows
 * every number of them would become an object, which takes longer than all that is done with it.
 */
final class InternalRows {
  private InternalRows() {}

  /**
   * Rows made of rows as they are read.
   *
   * @param fields of the rows that are made
   * @param each the iterator that it is handed returns the same row again and again
   */
  static Dataset<Row> mapPartitions(
      Dataset<Row> rows,
      List<Field> fields,
      FlatMapFunction<java.util.Iterator<InternalRow>, Row> each) {
    JavaRDD<InternalRow> internal =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().toRdd().toJavaRDD();
    return rows.sparkSession().createDataFrame(internal.mapPartitions(each), schema(fields));
  }

  static StructType schema(List<Field> fields) {
    return DataTypes.createStructType(
        fields.stream()
            .map(f -> DataTypes.createStructField(f.name(), f.type(), f.nullable()))
            .toList());
  }
}
