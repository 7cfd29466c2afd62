package io.clientele.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.feature.CustomerFeatures;
import io.clientele.feature.rfm.Rfm;
import io.clientele.feature.rfm.Scores;
import io.clientele.feature.rfm.Scoring;
import io.clientele.segment.Clustering;
import io.clientele.segment.Memberships;
import io.clientele.segment.Population;
import io.clientele.segment.Segmentation;
import io.clientele.segment.Segments;
import io.clientele.segment.kmeans.KMeansSettings;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Runs;
import io.clientele.testkit.SparkExtension;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Since when a customer is in a group, where behaviour changes, and where the scoring does. */
@ExtendWith(SparkExtension.class)
class RescoredSparkTest {
  private static final LocalDate MAY = LocalDate.parse("2026-05-01");
  private static final LocalDate JUNE = LocalDate.parse("2026-06-01");
  private static final Scoring PATIENT = scoring(60, 120);
  private static final Scoring STRICT = scoring(10, 120);

  private final Rows features = Rows.of(CustomerFeatures.TABLE);
  private final List<Row> memberships = new ArrayList<>();

  @BeforeEach
  void customers() {
    customer("returns", MAY, 200);
    customer("returns", JUNE, 2);
    customer("waits", MAY, 20);
    customer("waits", JUNE, 50);
    customer("buys again", MAY, 5);
    customer("buys again", JUNE, 5);
  }

  @Test
  void shouldMoveThoseWhoseBehaviourChanged(SparkSession spark) {
    told(spark, MAY, PATIENT);

    assertThat(told(spark, JUNE, PATIENT))
        .containsExactly(
            "buys again Champions 2026-05-01 null",
            "returns Champions 2026-06-01 Can't lose",
            "waits Champions 2026-05-01 null");
  }

  @Test
  void shouldMoveThoseWhomAnotherScoringPutsElsewhere(SparkSession spark) {
    told(spark, MAY, PATIENT);

    assertThat(told(spark, JUNE, STRICT))
        .containsExactly(
            "buys again Champions 2026-05-01 null",
            "returns Champions 2026-06-01 Can't lose",
            "waits Loyal 2026-06-01 Champions");
    assertThat(told(spark, JUNE, PATIENT))
        .as("the date built anew by the former scoring")
        .contains("waits Champions 2026-05-01 null");
  }

  private void customer(String id, LocalDate asOf, int recencyDays) {
    features
        .row()
        .with(AsOf.FIELD, asOf)
        .with(Identities.CUSTOMER_ID, id)
        .with(CustomerFeatures.RECENCY_DAYS, recencyDays)
        .with(CustomerFeatures.ORDERS, 9L)
        .with(CustomerFeatures.NET_SPEND, 900);
  }

  /** Recency by these days; everyone is best in all else. */
  private static Scoring scoring(long best, long middle) {
    List<BigDecimal> low = List.of(BigDecimal.valueOf(2), BigDecimal.valueOf(3));
    return new Scoring(5, List.of(BigDecimal.valueOf(best), BigDecimal.valueOf(middle)), low, low);
  }

  /** Scores, then memberships, as a run of that date would keep them. */
  private List<String> told(SparkSession spark, LocalDate asOf, Scoring scoring) {
    Run run = Runs.asOf(asOf, Runs.number(1));
    GivenInputs in =
        new GivenInputs(spark)
            .with(features, CustomerFeatures.TABLE)
            .with(
                Memberships.TABLE, spark.createDataFrame(memberships, Memberships.TABLE.schema()));
    in.with(
        Rfm.TABLE, spark.createDataFrame(built(Scores.step(scoring), in, run), Rfm.TABLE.schema()));
    List<Row> told = built(memberships(), in, run);

    memberships.removeIf(row -> row.getLocalDate(0).equals(asOf));
    memberships.addAll(told);
    return told.stream()
        .filter(row -> row.getAs(Memberships.SEGMENTATION.name()).equals("rfm"))
        .map(
            row ->
                Stream.of(
                        Identities.CUSTOMER_ID,
                        Memberships.SEGMENT,
                        Memberships.SINCE,
                        Memberships.PREVIOUS_SEGMENT)
                    .map(field -> String.valueOf(row.<Object>getAs(field.name())))
                    .reduce((one, other) -> one + " " + other)
                    .orElseThrow())
        .sorted()
        .toList();
  }

  private static List<Row> built(Step step, GivenInputs in, Run run) {
    Table table = step.output();
    return table
        .conform(step.build(in, run))
        .select(table.fields().stream().map(Field::col).toArray(Column[]::new))
        .collectAsList();
  }

  private static Step memberships() {
    return Segments.steps(
            new Population(
                CustomerFeatures.TABLE,
                CustomerFeatures.ORDERS,
                CustomerFeatures.UNITS,
                CustomerFeatures.NET_SPEND),
            new Clustering(
                new KMeansSettings(2, 1, 1).segmenter(),
                List.of(CustomerFeatures.ORDERS),
                CustomerFeatures.RECENCY_DAYS),
            List.of(new Segmentation("rfm", Rfm.TABLE, Rfm.SEGMENT, Segmentation.PROSPECTS)))
        .stream()
        .filter(step -> step.output().equals(Memberships.TABLE))
        .findFirst()
        .orElseThrow();
  }
}
