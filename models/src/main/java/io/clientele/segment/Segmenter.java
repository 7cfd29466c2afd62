package io.clientele.segment;

import io.clientele.table.Field;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An algorithm that finds groups of like customers and says where each has its centre; a customer
 * then belongs to the nearest one.
 */
public interface Segmenter {
  /** Its name in model cards. */
  String algorithm();

  /** What shapes its result, for model cards. */
  Record settings();

  /** How many groups it is to find. */
  int segments();

  /**
   * Finds the centres of groups. Equal points and seed give equal groups, however the points are
   * partitioned and ordered.
   *
   * @param points one row for each customer: its id and the axes, none null, each with mean 0 and
   *     deviation 1; at least {@link #segments} of them differ
   * @param axes the fields of type NUMBER that hold the coordinates
   * @return at least one centre, in any order, with one coordinate for each axis
   */
  List<Centre> centres(Dataset<Row> points, List<Field> axes, long seed);
}
