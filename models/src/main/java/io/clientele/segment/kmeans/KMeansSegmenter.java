package io.clientele.segment.kmeans;

import io.clientele.segment.Centre;
import io.clientele.segment.Segmenter;
import io.clientele.silver.Identities;
import io.clientele.table.Field;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * MLlib's k-means with k-means|| for a start. MLlib adds up doubles partition by partition, so the
 * customers are first laid out in one way: by id, in a fixed number of parts.
 */
record KMeansSegmenter(KMeansSettings settings) implements Segmenter {
  private static final String POSITION = "_position";

  @Override
  public String algorithm() {
    return "k-means";
  }

  @Override
  public int segments() {
    return settings.clusters();
  }

  @Override
  public List<Centre> centres(Dataset<Row> points, List<Field> axes, long seed) {
    VectorAssembler positions =
        new VectorAssembler()
            .setInputCols(axes.stream().map(Field::name).toArray(String[]::new))
            .setOutputCol(POSITION);
    KMeansModel model =
        new KMeans()
            .setFeaturesCol(POSITION)
            .setK(settings.clusters())
            .setMaxIter(settings.iterations())
            .setSeed(seed)
            .fit(positions.transform(laidOut(points, axes)));
    return Arrays.stream(model.clusterCenters()).map(KMeansSegmenter::centre).toList();
  }

  private Dataset<Row> laidOut(Dataset<Row> points, List<Field> axes) {
    Column customer = Identities.CUSTOMER_ID.col();
    return points
        .repartition(settings.partitions(), customer)
        .sortWithinPartitions(customer)
        .select(axes.stream().map(Field::col).toArray(Column[]::new));
  }

  private static Centre centre(Vector vector) {
    return new Centre(Arrays.stream(vector.toArray()).boxed().toList());
  }
}
