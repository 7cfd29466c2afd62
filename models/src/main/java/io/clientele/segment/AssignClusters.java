package io.clientele.segment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts each customer of the run's date into the cluster with the nearest centre. */
final class AssignClusters implements Stage {
  private final Population population;
  private final Clustering clustering;

  AssignClusters(Population population, Clustering clustering) {
    this.population = population;
    this.clustering = clustering;
  }

  @Override
  public String name() {
    return "assign-clusters";
  }

  @Override
  public Table output() {
    return Clusters.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Set.of(population.read(), new Read.One(Models.TABLE, Models.RUN_SEQ));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Optional<ClusterModel> model =
        in.one(Models.TABLE)
            .map(row -> row.<byte[]>getAs(Models.PARAMETERS.name()))
            .map(bytes -> StoredModel.read(bytes, population.features()));
    if (model.isEmpty()) {
      return in.rows(Clusters.TABLE, List.of());
    }

    Dataset<Row> customers = population.of(in, run).where(clustering.placed().col().isNotNull());
    return model
        .get()
        .place(ClusterModel.scale(customers, model.get().axes()))
        .select(
            AsOf.FIELD.col(),
            Identities.CUSTOMER_ID.col(),
            Clusters.SEGMENT.from(segment(model.get())));
  }

  private static Column segment(ClusterModel model) {
    Column[] names =
        IntStream.range(0, model.centres().size())
            .mapToObj(number -> lit(ClusterModel.segment(number)))
            .toArray(Column[]::new);
    return element_at(array(names), ClusterModel.NEAREST.col().plus(1));
  }
}
