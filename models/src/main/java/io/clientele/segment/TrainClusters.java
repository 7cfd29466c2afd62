package io.clientele.segment;

import io.clientele.step.Effect;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Trains the clusters' model on the customers of the run's date, and says what came of it. */
final class TrainClusters implements Effect {
  private final Population population;
  private final Clustering clustering;

  TrainClusters(Population population, Clustering clustering) {
    this.population = population;
    this.clustering = clustering;
  }

  @Override
  public String name() {
    return "train-clusters";
  }

  @Override
  public Table output() {
    return Models.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Set.of(population.read());
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> customers = population.of(in, run).where(clustering.placed().col().isNotNull());
    List<Axis> axes = Axis.measure(customers, clustering.fields());
    Dataset<Row> scaled = ClusterModel.scale(customers, axes);
    long different = different(scaled, axes);
    if (different < clustering.segmenter().segments()) {
      ModelCard card = ModelCard.untrained(clustering.segmenter(), run, customers.count());
      return in.rows(Models.TABLE, List.of(row(card, run, null)));
    }

    List<Field> coordinates = axes.stream().map(Axis::coordinate).toList();
    List<Centre> centres =
        clustering.segmenter().centres(scaled, coordinates, run.seed()).stream().sorted().toList();
    List<Group> groups = Group.ranked(new ClusterModel(axes, centres), scaled, population.spend());
    ClusterModel model = new ClusterModel(axes, groups.stream().map(Group::centre).toList());
    ModelCard card = ModelCard.of(clustering.segmenter(), run, axes, groups);
    return in.rows(Models.TABLE, List.of(row(card, run, StoredModel.write(model))));
  }

  /** How many customers differ, counted no further than the clusters asked for. */
  private long different(Dataset<Row> scaled, List<Axis> axes) {
    Column[] coordinates =
        axes.stream().map(axis -> axis.coordinate().col()).toArray(Column[]::new);
    return scaled.select(coordinates).distinct().limit(clustering.segmenter().segments()).count();
  }

  private static Row row(ModelCard card, Run run, byte[] parameters) {
    return RowFactory.create(
        Segmentation.CLUSTERS.name(), run.id(), run.seq(), run.asOf(), card.json(), parameters);
  }
}
