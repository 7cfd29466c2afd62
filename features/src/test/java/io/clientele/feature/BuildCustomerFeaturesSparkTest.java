package io.clientele.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.clientele.history.CustomerHistory;
import io.clientele.history.GivenHistory;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Run;
import io.clientele.table.Check;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class BuildCustomerFeaturesSparkTest {
  private static final LocalDate AS_OF = LocalDate.parse("2024-03-31");

  private final Rows histories = Rows.of(CustomerHistory.TABLE);

  @Test
  void shouldTellOfCustomersKnownBeforeTheDate(SparkSession spark) {
    history("buyer", null, GivenHistory.of().order("2024-03-30", "12.50"));
    history("prospect", AS_OF.minusDays(1), GivenHistory.of());
    history("registered later, bought before", AS_OF, GivenHistory.of().order("2024-01-01", "1"));
    history("too new", AS_OF, GivenHistory.of().order("2024-03-31", "1"));
    history("returned only", null, GivenHistory.of().refund("2024-03-01", "3"));

    List<Row> rows = features(spark).orderBy(Identities.CUSTOMER_ID.col()).collectAsList();

    assertThat(rows)
        .extracting(
            row -> row.getLocalDate(0),
            row -> row.getString(1),
            row -> row.getAs(CustomerFeatures.ORDERS.name()),
            row -> row.getAs(CustomerFeatures.RECENCY_DAYS.name()))
        .containsExactly(
            tuple(AS_OF, "buyer", 1L, 1),
            tuple(AS_OF, "prospect", 0L, null),
            tuple(AS_OF, "registered later, bought before", 1L, 90),
            tuple(AS_OF, "returned only", 0L, null));
  }

  @Test
  void shouldRefuseASumOfMoreDigitsThanItsColumn(SparkSession spark) {
    history(
        "buyer",
        null,
        GivenHistory.of()
            .order("2024-03-29", "60000000000000")
            .order("2024-03-30", "60000000000000"));

    assertThatThrownBy(() -> features(spark).collectAsList())
        .hasRootCauseMessage("Cannot keep a sum of more digits than DECIMAL(18,4)");
  }

  @Test
  void shouldTellSeveralDatesAtOnceAsEachAlone(SparkSession spark) {
    Random random = new Random(11);
    for (int i = 0; i < 20; i++) {
      history("c" + i, null, GivenHistory.random(random, AS_OF));
    }
    Set<LocalDate> dates = Set.of(AS_OF, AS_OF.minusDays(90), AS_OF.minusDays(180));
    Dataset<Row> known = histories.in(spark);

    List<Row> apart =
        dates.stream().flatMap(date -> rows(Features.of(known, Set.of(date))).stream()).toList();

    assertThat(rows(Features.of(known, dates)))
        .hasSizeGreaterThan(20)
        .containsExactlyInAnyOrderElementsOf(apart);
  }

  private static List<Row> rows(Dataset<Row> features) {
    return CustomerFeatures.TABLE.conform(features).collectAsList();
  }

  @Test
  void shouldWarnWhereNobodyIsKnown(SparkSession spark) {
    history("too new", AS_OF, GivenHistory.of());

    assertThat(said(features(spark)))
        .containsExactly(
            "WARN No customer is known before the as-of date: there is nobody to segment. Give"
                + " files with customers or orders, or a later as-of date.",
            "WARN No customer has an order before the as-of date: all are prospects. Give files"
                + " with orders, or a later as-of date.");
  }

  @Test
  void shouldWarnWhereAllAreProspects(SparkSession spark) {
    history("prospect", AS_OF.minusDays(1), GivenHistory.of());

    assertThat(said(features(spark)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("PASS"),
            second -> assertThat(second).startsWith("WARN No customer has an order"));
  }

  private void history(String id, LocalDate registered, GivenHistory given) {
    histories
        .row()
        .with(Identities.CUSTOMER_ID, id)
        .with(CustomerHistory.REGISTERED_ON, registered)
        .with(CustomerHistory.DAYS, given.days());
  }

  private Dataset<Row> features(SparkSession spark) {
    Run run = new Run("r", 1, "shop", AS_OF, 0, Instant.EPOCH, Map.of());
    GivenInputs inputs = new GivenInputs(spark).with(histories, CustomerHistory.TABLE);
    Dataset<Row> built = Features.step().build(inputs, run);
    assertThat(built.columns()).contains(AsOf.FIELD.name());
    return CustomerFeatures.TABLE.conform(built);
  }

  private static List<String> said(Dataset<Row> features) {
    return CustomerFeatures.TABLE.checks().stream()
        .map(check -> check.judge(value(features, check)))
        .map(result -> result.outcome() + " " + result.says())
        .toList();
  }

  private static Double value(Dataset<Row> features, Check check) {
    return (Double) features.agg(check.aggregate().cast("double")).head().get(0);
  }
}
