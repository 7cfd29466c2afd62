package io.clientele.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clientele.problem.UserError;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class ClustersSparkTest {
  /** The segment of each customer, and the card of the model that says so. */
  private record Outcome(Map<String, String> segments, String card) {}

  @Test
  void shouldFindTheSameClustersHoweverTheRowsLie(SparkSession spark) {
    List<Row> rows = People.sample(300, 11).list();
    Outcome expected = outcome(spark, frame(spark, rows).coalesce(1), 4, 42);

    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(5));
    for (int partitions : List.of(3, 7)) {
      Outcome found = outcome(spark, frame(spark, shuffled).repartition(partitions), 4, 42);
      assertThat(found).isEqualTo(expected);
    }
    assertThat(expected.segments().values()).contains("Cluster 1", "Cluster 4");
  }

  @Test
  void shouldRecoverGroupsThatAreThereAndNumberThemByFallingMeanSpend(SparkSession spark) {
    // Given three kinds of customers far from each other
    Rows rows = Rows.of(People.FEATURES);
    for (int number = 0; number < 20; number++) {
      People.add(rows, "cheap" + number, 20 + number % 3, "50." + (10 + number), 10);
      People.add(rows, "gone" + number, 1, "400." + (10 + number), 600 + number);
      People.add(rows, "rich" + number, 40 + number % 5, "9000." + (10 + number), 5);
    }

    Outcome found = outcome(spark, rows.in(spark), 3, 1);

    found
        .segments()
        .forEach(
            (customer, segment) ->
                assertThat(segment)
                    .isEqualTo(
                        customer.startsWith("rich")
                            ? "Cluster 1"
                            : customer.startsWith("gone") ? "Cluster 2" : "Cluster 3"));
    JsonNode card = json(found.card());
    assertThat(card.at("/segments/0/segment").asText()).isEqualTo("Cluster 1");
    assertThat(card.at("/segments/0/customers").asInt()).isEqualTo(20);
    assertThat(card.at("/segments/0/mean_spend").asText()).isEqualTo("9000.2");
    assertThat(card.at("/segments/1/centre/recency_days").asDouble()).isBetween(600.0, 620.0);
    assertThat(card.at("/explained").asDouble()).isGreaterThan(0.9);
    assertThat(card.at("/settings/partitions").asInt()).isEqualTo(4);
    assertThat(card.at("/training/seed").asInt()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutWhoIsNotToBePlacedAndOtherDates(SparkSession spark) {
    Rows rows = People.sample(60, 3);
    People.add(rows, "elsewhen", 5, "10", 3).with(AsOf.FIELD, LocalDate.of(2026, 6, 1));
    People.add(rows, "prospect", 0, "0", null);

    Outcome found = outcome(spark, rows.in(spark), 2, 42);

    long buyers = rows.list().stream().filter(row -> row.getLong(2) > 0).count();
    assertThat(found.segments()).doesNotContainKeys("elsewhen", "prospect");
    assertThat(found.segments()).hasSize((int) buyers - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void shouldTrainNothingOnFewerCustomersThanClusters(int buyers, SparkSession spark) {
    Rows rows = Rows.of(People.FEATURES);
    People.add(rows, "prospect", 0, "0", null);
    for (int number = 0; number < buyers; number++) {
      People.add(rows, "c" + number, 1 + number, "10", 3);
    }

    Outcome found = outcome(spark, rows.in(spark), 3, 42);

    assertThat(found.segments()).isEmpty();
    assertThat(json(found.card()).get("customers").asInt()).isEqualTo(buyers);
    assertThat(json(found.card()).get("untrained").asText())
        .isEqualTo(
            "Fewer customers with orders, or fewer that differ, than clusters asked for: 3.");
  }

  @Test
  void shouldTrainNothingOnCustomersThatDoNotDiffer(SparkSession spark) {
    Rows rows = Rows.of(People.FEATURES);
    for (int number = 0; number < 9; number++) {
      People.add(rows, "c" + number, 2, "10", number % 2 == 0 ? 3 : 300);
    }

    assertThat(outcome(spark, rows.in(spark), 3, 42).segments()).isEmpty();
    assertThat(outcome(spark, rows.in(spark), 2, 42).segments()).hasSize(9);
  }

  @Test
  void shouldPlaceCustomersWithoutAValueInTheMiddle(SparkSession spark) {
    Field gap = People.RECENCY;
    Clustering clustering =
        new Clustering(new Fixed(List.of(-1.0), List.of(0.1)), List.of(gap), People.ORDERS);
    Rows rows = Rows.of(People.FEATURES);
    People.add(rows, "low", 1, "50", 1);
    People.add(rows, "high", 1, "20", 100);
    People.add(rows, "none", 1, "10", null);

    Outcome found = outcome(spark, rows.in(spark), clustering, 42);

    assertThat(found.segments())
        .isEqualTo(Map.of("low", "Cluster 1", "high", "Cluster 2", "none", "Cluster 2"));
  }

  @Test
  void shouldGiveTheLowerNumberToACustomerBetweenTwoCentres(SparkSession spark) {
    Clustering clustering =
        new Clustering(
            new Fixed(List.of(-1.0), List.of(1.0)), List.of(People.RECENCY), People.ORDERS);
    Rows rows = Rows.of(People.FEATURES);
    People.add(rows, "low", 1, "50", 1);
    People.add(rows, "high", 1, "20", 100);
    People.add(rows, "between", 1, "10", null);

    assertThat(outcome(spark, rows.in(spark), clustering, 42).segments())
        .containsEntry("between", "Cluster 1");
  }

  @Test
  void shouldSayWhichFeatureOfAnOldModelIsGone(SparkSession spark) {
    Field gone = Field.required("visits", People.ORDERS.type(), "Visits.");
    byte[] bytes =
        StoredModel.write(
            new ClusterModel(List.of(new Axis(gone, 0, 1)), List.of(new Centre(List.of(0.0)))));
    GivenInputs in =
        new GivenInputs(spark)
            .with(Rows.of(Models.TABLE).row().with(Models.PARAMETERS, bytes), Models.TABLE);

    assertThatThrownBy(
            () ->
                new AssignClusters(People.POPULATION, People.clustering(2))
                    .build(in, People.run(42)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot assign clusters: their model was trained on visits, which"
                + " gold.customer_features no longer has. Train anew.");
  }

  /** An algorithm that always finds the same centres. */
  private record Fixed(List<Double> one, List<Double> other) implements Segmenter {
    @Override
    public String algorithm() {
      return "fixed";
    }

    @Override
    public Record settings() {
      return this;
    }

    @Override
    public int segments() {
      return 2;
    }

    @Override
    public List<Centre> centres(Dataset<Row> points, List<Field> axes, long seed) {
      return List.of(new Centre(one), new Centre(other));
    }
  }

  private static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, People.FEATURES.schema());
  }

  private static Outcome outcome(
      SparkSession spark, Dataset<Row> features, int clusters, long seed) {
    return outcome(spark, features, People.clustering(clusters), seed);
  }

  private static Outcome outcome(
      SparkSession spark, Dataset<Row> features, Clustering clustering, long seed) {
    GivenInputs in = new GivenInputs(spark).with(People.FEATURES, features);
    Dataset<Row> models =
        People.build(spark, new TrainClusters(People.POPULATION, clustering), in, People.run(seed));
    Dataset<Row> clusters =
        People.build(
            spark,
            new AssignClusters(People.POPULATION, clustering),
            in.with(Models.TABLE, models),
            People.run(seed));
    Map<String, String> segments = new TreeMap<>();
    clusters
        .collectAsList()
        .forEach(
            row ->
                segments.put(
                    row.getAs(Identities.CUSTOMER_ID.name()), row.getAs(Clusters.SEGMENT.name())));
    return new Outcome(segments, models.first().getAs(Models.CARD.name()));
  }

  private static JsonNode json(String card) {
    try {
      return new ObjectMapper().readTree(card);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
