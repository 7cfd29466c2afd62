package io.clientele.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Pipeline;
import io.clientele.step.Step;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class MembershipsSparkTest {
  private static final Field GROUP = Field.required("segment", Types.TEXT, "Group.");
  private static final Table RFM =
      new Table(
          Layer.GOLD,
          "rfm",
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID, GROUP),
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID),
          new Write.Replace(AsOf.FIELD));
  private static final List<Segmentation> BOTH =
      List.of(new Segmentation("rfm", RFM, GROUP, "Unscored"), Segmentation.CLUSTERS);

  @Test
  void shouldPutEachCustomerInOneSegmentOfEachSegmentation(SparkSession spark) {
    Rows people = Rows.of(People.FEATURES);
    People.add(people, "placed", 2, "10.50", 3);
    People.add(people, "buyer", 1, "4", 9);
    People.add(people, "visitor", 0, "0", null);
    Rows rfm = group(group(Rows.of(RFM), "placed", "Loyal"), "visitor", "Prospects");
    group(rfm, "stranger", "Loyal");
    group(rfm, "buyer", "Lost").with(AsOf.FIELD, LocalDate.of(2026, 6, 1));
    GivenInputs in =
        new GivenInputs(spark)
            .with(people, People.FEATURES)
            .with(rfm, RFM)
            .with(cluster(Rows.of(Clusters.TABLE), "placed", "Cluster 1"), Clusters.TABLE);

    assertThat(text(memberships(spark, in)))
        .containsExactlyInAnyOrder(
            "2026-07-01,rfm,Loyal,placed,2026-07-01,null",
            "2026-07-01,rfm,Unscored,buyer,2026-07-01,null",
            "2026-07-01,rfm,Prospects,visitor,2026-07-01,null",
            "2026-07-01,clusters,Cluster 1,placed,2026-07-01,null",
            "2026-07-01,clusters,Unclustered,buyer,2026-07-01,null",
            "2026-07-01,clusters,Prospects,visitor,2026-07-01,null");
  }

  @Test
  void shouldTellSinceWhenAndWhereFrom(SparkSession spark) {
    Rows people = Rows.of(People.FEATURES);
    People.add(people, "stays", 2, "10.50", 3);
    People.add(people, "moves", 2, "10.50", 3);
    People.add(people, "comes", 2, "10.50", 3);
    Rows rfm = Rows.of(RFM);
    List.of("stays", "moves", "comes").forEach(customer -> group(rfm, customer, "Loyal"));
    Rows before = Rows.of(Memberships.TABLE);
    membership(before, "2026-05-01", "stays", "Lost", "2026-05-01", null);
    membership(before, "2026-06-01", "stays", "Loyal", "2026-06-01", "Lost");
    membership(before, "2026-06-01", "moves", "New", "2026-04-01", "Lost");
    membership(before, "2026-05-01", "comes", "Loyal", "2026-05-01", null);
    membership(before, "2026-07-01", "moves", "At risk", "2026-07-01", "New");
    membership(before, "2026-08-01", "stays", "At risk", "2026-08-01", "Loyal");
    GivenInputs in =
        new GivenInputs(spark)
            .with(people, People.FEATURES)
            .with(rfm, RFM)
            .with(before, Memberships.TABLE);

    assertThat(text(memberships(spark, in)).stream().filter(row -> row.contains(",rfm,")))
        .containsExactlyInAnyOrder(
            "2026-07-01,rfm,Loyal,stays,2026-06-01,Lost",
            "2026-07-01,rfm,Loyal,moves,2026-07-01,New",
            "2026-07-01,rfm,Loyal,comes,2026-07-01,null");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void shouldBeTotalAndDisjointHoweverTheRowsLie(int partitions, SparkSession spark) {
    Rows people = People.sample(200, 17);
    Rows clusters = Rows.of(Clusters.TABLE);
    for (int number = 0; number < 250; number += 2) {
      cluster(clusters, "c" + number, "Cluster " + (1 + number % 3));
    }
    GivenInputs in =
        new GivenInputs(spark)
            .with(People.FEATURES, people.in(spark).repartition(partitions))
            .with(Clusters.TABLE, clusters.in(spark).repartition(partitions));

    List<String> found = text(memberships(spark, in));

    assertThat(found).hasSize(400);
    assertThat(found.stream().map(row -> row.split(",")).map(row -> row[1] + row[3]).distinct())
        .hasSize(400);
    assertThat(found).doesNotContain(Memberships.NONE_SINGLE);
  }

  @Test
  void shouldRefuseCustomersInTwoSegments(SparkSession spark) {
    Rows people = People.add(Rows.of(People.FEATURES), "twice", 2, "10.50", 3);
    Rows rfm = group(group(Rows.of(RFM), "twice", "Loyal"), "twice", "Lost");
    GivenInputs in = new GivenInputs(spark).with(people, People.FEATURES).with(rfm, RFM);

    Check.Result verdict = verdict(Memberships.TABLE, "one_segment_each", memberships(spark, in));

    assertThat(verdict.outcome()).isEqualTo(Check.Outcome.FAIL);
    assertThat(verdict.says()).isEqualTo("Customers lie in two segments of one segmentation.");
  }

  @Test
  void shouldCountWhatIsInASegment(SparkSession spark) {
    Rows people = Rows.of(People.FEATURES);
    People.add(people, "a", 2, "10.5050", 3);
    People.add(people, "b", 1, "-4.0001", 9);
    People.add(people, "c", 0, "0", null);
    GivenInputs in = new GivenInputs(spark).with(people, People.FEATURES);
    in.with(Memberships.TABLE, memberships(spark, in));

    Dataset<Row> metrics =
        People.build(spark, new BuildSegmentMetrics(People.POPULATION), in, People.run(42));

    assertThat(text(metrics))
        .containsExactlyInAnyOrder(
            "2026-07-01,rfm,Unscored,2,3,6.0000,6.5049",
            "2026-07-01,rfm,Prospects,1,0,0.0000,0.0000",
            "2026-07-01,clusters,Unclustered,2,3,6.0000,6.5049",
            "2026-07-01,clusters,Prospects,1,0,0.0000,0.0000");
    assertThat(verdict(SegmentMetrics.TABLE, "counts_not_negative", metrics).outcome())
        .isEqualTo(Check.Outcome.PASS);
  }

  @Test
  void shouldSayOfAnEmptyWorldThatThereIsNothing(SparkSession spark) {
    GivenInputs in = new GivenInputs(spark);

    Dataset<Row> metrics =
        People.build(spark, new BuildSegmentMetrics(People.POPULATION), in, People.run(42));

    assertThat(memberships(spark, in).collectAsList()).isEmpty();
    assertThat(verdict(SegmentMetrics.TABLE, "segments_found", metrics).says())
        .isEqualTo("No segments: no customer is known before the as-of date.");
    assertThat(verdict(SegmentMetrics.TABLE, "segments_found", metrics).outcome())
        .isEqualTo(Check.Outcome.WARN);
    Dataset<Row> clusters = Rows.of(Clusters.TABLE).in(spark);
    assertThat(verdict(Clusters.TABLE, "clusters_found", clusters).outcome())
        .isEqualTo(Check.Outcome.WARN);
  }

  @Test
  void shouldOrderItsSteps() {
    List<Step> steps = Segments.steps(People.POPULATION, People.clustering(3), List.of());

    assertThatThrownBy(() -> Pipeline.of(steps))
        .hasMessage(
            "Cannot build pipeline: train-clusters reads gold.customer_features, which no step"
                + " writes");
    assertThatThrownBy(
            () ->
                Segments.steps(
                    People.POPULATION, People.clustering(3), List.of(Segmentation.CLUSTERS)))
        .hasMessage(
            "Cannot build memberships: two segmentations have one name: clusters, clusters");
  }

  private static Rows group(Rows rows, String customer, String segment) {
    return rows.row()
        .with(AsOf.FIELD, People.AS_OF)
        .with(Identities.CUSTOMER_ID, customer)
        .with(GROUP, segment);
  }

  private static void membership(
      Rows rows, String asOf, String customer, String segment, String since, String previous) {
    rows.row()
        .with(AsOf.FIELD, LocalDate.parse(asOf))
        .with(Memberships.SEGMENTATION, "rfm")
        .with(Memberships.SEGMENT, segment)
        .with(Identities.CUSTOMER_ID, customer)
        .with(Memberships.SINCE, LocalDate.parse(since))
        .with(Memberships.PREVIOUS_SEGMENT, previous);
  }

  private static Rows cluster(Rows rows, String customer, String segment) {
    return rows.row()
        .with(AsOf.FIELD, People.AS_OF)
        .with(Identities.CUSTOMER_ID, customer)
        .with(Clusters.SEGMENT, segment);
  }

  private static Dataset<Row> memberships(SparkSession spark, GivenInputs in) {
    return People.build(spark, new BuildMemberships(People.POPULATION, BOTH), in, People.run(42));
  }

  private static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(",")).toList();
  }

  private static Check.Result verdict(Table table, String name, Dataset<Row> rows) {
    Check check =
        table.checks().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    Row found = rows.agg(check.aggregate().cast(Types.NUMBER)).first();
    return check.judge(found.isNullAt(0) ? null : found.getDouble(0));
  }
}
