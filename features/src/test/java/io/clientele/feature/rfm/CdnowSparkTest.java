package io.clientele.feature.rfm;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clientele.feature.CustomerFeatures;
import io.clientele.feature.Features;
import io.clientele.history.CustomerDays;
import io.clientele.history.CustomerHistory;
import io.clientele.history.Histories;
import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Identities;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Shared;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real purchases, against figures that were computed independently. */
@ExtendWith(SparkExtension.class)
class CdnowSparkTest {
  private static final String FILE = "data/cdnow/CDNOW_master.txt";
  private static final Run RUN =
      new Run("r", 1, "cdnow", LocalDate.parse("1998-07-01"), 0, Instant.EPOCH, Map.of());

  @Test
  void shouldScoreAndGroupCustomersAsDefined(SparkSession spark) throws IOException {
    Optional<Path> file = file();
    assumeTrue(
        file.isPresent(), "CDNOW is not here: set -Dcdnow=FILE, or put it at shared/" + FILE);
    GivenInputs inputs = purchases(spark, file.orElseThrow());

    commit(spark, inputs, Histories.step(ZoneId.of("UTC")));
    Row days =
        CustomerDays.of(inputs.all(CustomerHistory.TABLE))
            .where(CustomerDays.ORDERS.col().gt(0))
            .agg(
                count(lit(1)),
                sum(CustomerDays.ORDERS.col()),
                sum(CustomerDays.UNITS.col()).cast("long"),
                sum(CustomerDays.NET_SPEND.col()).cast("decimal(12,2)"))
            .head();
    assertThat(days).hasToString("[67591,69659,167881,2500315.63]");

    commit(spark, inputs, Features.step());
    commit(spark, inputs, Scores.step(Scoring.QUINTILES));
    Dataset<Row> rfm = inputs.all(Rfm.TABLE);

    assertThat(scores(rfm, Rfm.RECENCY_SCORE))
        .containsExactly("[1,4735]", "[2,4712]", "[3,4702]", "[4,4720]", "[5,4701]");
    assertThat(scores(rfm, Rfm.FREQUENCY_SCORE))
        .containsExactly("[1,11908]", "[3,4079]", "[4,3658]", "[5,3925]");
    assertThat(scores(rfm, Rfm.MONETARY_SCORE))
        .containsExactly("[1,4817]", "[2,4615]", "[3,4710]", "[4,4715]", "[5,4713]");
    assertThat(
            rfm.agg(
                    countDistinct(
                        Rfm.RECENCY_SCORE.col(),
                        Rfm.FREQUENCY_SCORE.col(),
                        Rfm.MONETARY_SCORE.col()))
                .head()
                .getLong(0))
        .isEqualTo(72);
    assertThat(groups(rfm, inputs.all(CustomerFeatures.TABLE)))
        .containsExactly(
            "[Champions,4344,34295,1318755.93]",
            "[Loyal,4370,17351,677580.74]",
            "[Hibernating,5996,5998,157718.21]",
            "[At risk,1667,2596,138531.28]",
            "[About to sleep,3034,3040,67550.55]",
            "[Needs attention,914,1520,54022.61]",
            "[Potential loyalist,1461,2949,53977.87]",
            "[Lost,1740,1740,21756.83]",
            "[Can't lose,44,170,10421.61]");
  }

  private static List<String> scores(Dataset<Row> rfm, Field score) {
    return printed(rfm.groupBy(score.col()).count().orderBy(score.col()));
  }

  private static List<String> groups(Dataset<Row> rfm, Dataset<Row> features) {
    return printed(
        rfm.join(features, Identities.CUSTOMER_ID.name())
            .groupBy(Rfm.SEGMENT.col())
            .agg(
                count(lit(1)),
                sum(CustomerFeatures.ORDERS.col()),
                sum(CustomerFeatures.NET_SPEND.col()).cast("decimal(12,2)").as("spend"))
            .orderBy(col("spend").desc()));
  }

  private static List<String> printed(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  /** As a lake would: the next step reads rows, not a plan. */
  private static void commit(SparkSession spark, GivenInputs inputs, Step step) {
    Table table = step.output();
    List<Row> rows =
        table
            .conform(step.build(inputs, RUN))
            .select(table.fields().stream().map(Field::col).toArray(Column[]::new))
            .collectAsList();
    inputs.with(table, spark.createDataFrame(rows, table.schema()));
  }

  private static GivenInputs purchases(SparkSession spark, Path file) throws IOException {
    Rows orders = Rows.of(Orders.TABLE);
    Rows identities = Rows.of(Identities.TABLE);
    try (Stream<String> lines = Files.lines(file)) {
      List<String[]> purchases = lines.skip(1).map(line -> line.strip().split(" +")).toList();
      for (int i = 0; i < purchases.size(); i++) {
        String[] cells = purchases.get(i);
        orders
            .row()
            .with(Origin.SOURCE_ID, "line " + i)
            .with(Origin.CUSTOMER_SOURCE_ID, cells[0])
            .with(Orders.STATUS, "COMPLETED")
            .with(
                Orders.PLACED_AT,
                LocalDate.parse(cells[1], DateTimeFormatter.BASIC_ISO_DATE)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant())
            .with(Orders.ITEM_COUNT, cells[2])
            .with(Orders.REPORTED_TOTAL, cells[3]);
      }
      purchases.stream()
          .map(cells -> cells[0])
          .distinct()
          .forEach(
              id ->
                  identities
                      .row()
                      .with(CustomerIdentifiers.CUSTOMER_SOURCE_ID, id)
                      .with(Identities.CUSTOMER_ID, "cdnow:" + id));
    }
    return new GivenInputs(spark).with(orders, Orders.TABLE).with(identities, Identities.TABLE);
  }

  /** The file named by a property, else where a folder above holds it. */
  private static Optional<Path> file() {
    return Optional.ofNullable(System.getProperty("cdnow"))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .or(() -> Shared.near(Path.of(""), FILE));
  }
}
