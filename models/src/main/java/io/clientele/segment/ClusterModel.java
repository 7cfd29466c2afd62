package io.clientele.segment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Numbered centres among scaled features: a customer belongs to the nearest. */
record ClusterModel(List<Axis> axes, List<Centre> centres) {
  /** Squared distance to the nearest centre. */
  static final Field DISTANCE =
      Field.required("distance", Types.NUMBER, "Squared distance to the nearest centre.");

  /** Number of the nearest centre, from 0. */
  static final Field NEAREST =
      Field.required("nearest", Types.SMALL, "Number of the nearest centre, from 0.");

  private static final Field FOUND = Field.required("_found", Types.TEXT, "Nearest centre.");

  ClusterModel {
    axes = List.copyOf(axes);
    centres = List.copyOf(centres);
  }

  /** The name of the centre with this number. */
  static String segment(int number) {
    return "Cluster " + (number + 1);
  }

  /** Adds the coordinates to customers with their features. */
  static Dataset<Row> scale(Dataset<Row> customers, List<Axis> axes) {
    return customers.select(
        Stream.concat(
                Stream.of(customers.columns()).map(customers::col), axes.stream().map(Axis::of))
            .toArray(Column[]::new));
  }

  /** Adds {@link #NEAREST} and {@link #DISTANCE} to scaled customers; of two, the lower number. */
  Dataset<Row> place(Dataset<Row> scaled) {
    Column[] candidates =
        IntStream.range(0, centres.size())
            .mapToObj(
                number ->
                    struct(
                        distance(centres.get(number)).as(DISTANCE.name()),
                        lit(number).as(NEAREST.name())))
            .toArray(Column[]::new);
    return scaled
        .withColumn(FOUND.name(), array_min(array(candidates)))
        .withColumn(NEAREST.name(), NEAREST.of(FOUND.name()))
        .withColumn(DISTANCE.name(), DISTANCE.of(FOUND.name()));
  }

  /** Squared distance of a scaled customer from the middle of all. */
  Column spread() {
    return distance(new Centre(axes.stream().map(axis -> 0.0).toList()));
  }

  private Column distance(Centre centre) {
    return IntStream.range(0, axes.size())
        .mapToObj(at -> axes.get(at).coordinate().col().minus(lit(centre.position().get(at))))
        .map(apart -> apart.multiply(apart))
        .reduce(Column::plus)
        .orElseThrow();
  }
}
