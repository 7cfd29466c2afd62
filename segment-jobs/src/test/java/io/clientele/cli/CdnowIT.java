package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.clientele.cli.Typed.Answer;
import io.clientele.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdnowIT {
  @TempDir static Path home;
  private static Answer answer;

  @BeforeAll
  static void runTheMainJob() {
    Optional<Path> file = data();
    assumeTrue(
        file.isPresent(),
        "skipped: the CDNOW data set was not found (shared/data/cdnow/CDNOW_master.txt beside or above the checkout)");
    answer =
        new Typed(home)
            .run(
                "run",
                "--tenant",
                "cdnow",
                "--input",
                file.get().toString(),
                "--as-of",
                "1998-07-01");
  }

  @Test
  void shouldEndWell() {
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("Champions", "4,344", "34,295", "1,318,755.93");
  }

  @Test
  void shouldPublishTheGroupTable() {
    assertThat(
            Published.query(
                home,
                "select segment, customers, orders, round(spend, 2) from clientele.segment_metrics"
                    + " where segmentation = 'rfm' order by spend desc, segment"))
        .containsExactly(
            "Champions|4344|34295|1318755.93",
            "Loyal|4370|17351|677580.74",
            "Hibernating|5996|5998|157718.21",
            "At risk|1667|2596|138531.28",
            "About to sleep|3034|3040|67550.55",
            "Needs attention|914|1520|54022.61",
            "Potential loyalist|1461|2949|53977.87",
            "Lost|1740|1740|21756.83",
            "Can't lose|44|170|10421.61");
  }

  @Test
  void shouldCountEverythingForEachSegmentation() {
    assertThat(
            Published.query(
                home,
                "select segmentation, sum(customers), sum(orders), trim_scale(sum(units)), round(sum(spend), 2)"
                    + " from clientele.segment_metrics group by segmentation order by 1"))
        .containsExactly(
            "clusters|23570|69659|167881|2500315.63", "rfm|23570|69659|167881|2500315.63");
  }

  @Test
  void shouldScoreAsDefined() {
    assertThat(scores("recency")).containsExactly("1|4735", "2|4712", "3|4702", "4|4720", "5|4701");
    assertThat(scores("frequency")).containsExactly("1|11908", "3|4079", "4|3658", "5|3925");
    assertThat(scores("monetary"))
        .containsExactly("1|4817", "2|4615", "3|4710", "4|4715", "5|4713");
    assertThat(
            Published.query(
                home,
                "select count(distinct (recency_score, frequency_score, monetary_score)),"
                    + " count(*) filter (where recency_score = 5 and frequency_score = 5 and monetary_score = 5),"
                    + " count(*) filter (where recency_score = 1 and frequency_score = 1 and monetary_score = 1)"
                    + " from clientele.rfm"))
        .containsExactly("72|2355|1740");
  }

  private static List<String> scores(String dimension) {
    return Published.query(
        home,
        "select %1$s_score, count(*) from clientele.rfm group by 1 order by 1"
            .formatted(dimension));
  }

  @Test
  void shouldNotLoseTheBiggestSpenders() {
    assertThat(
            Published.query(
                home,
                "select distinct segment from (select r.segment from clientele.rfm r"
                    + " join clientele.customer_features f using (tenant_id, customer_id)"
                    + " order by f.net_spend desc, customer_id limit 10) biggest"))
        .isNotEmpty()
        .doesNotContain("Lost", "Hibernating");
  }

  @Test
  void shouldListSegmentsForScripts() throws IOException {
    Answer listed =
        new Typed(home).run("segments", "list", "--tenant", "cdnow", "--output", "json");
    assertThat(listed.code()).as(listed.err()).isZero();
    JsonNode champions = Json.MAPPER.readTree(listed.out());
    assertThat(champions).hasSize(9 + 6);
    assertThat(Json.MAPPER.readTree(listed.out()))
        .allSatisfy(
            segment -> {
              assertThat(segment.path("as_of").asText()).isEqualTo("1998-07-01");
              assertThat(segment.path("run_id").asText()).startsWith("run-");
              assertThat(segment.path("customers").asLong()).isPositive();
            });
  }

  @Test
  void shouldShowACustomerAlikeFromLakeAndPostgres() throws IOException {
    JsonNode lake = shown("lake");
    assertThat(lake.path("as_of").asText()).isEqualTo("1998-07-01");
    JsonNode features = lake.path("features");
    assertThat(features.path("orders").asLong()).isEqualTo(1);
    assertThat(features.path("net_spend").decimalValue()).isEqualByComparingTo("11.77");
    assertThat(features.path("recency_days").asInt()).isEqualTo(546);
    assertThat(lake.path("memberships")).hasSize(2);
    assertThat(lake.path("memberships").get(1).path("segment").asText()).isEqualTo("Lost");
    assertThat(lake.path("memberships").get(1).path("since").asText()).isEqualTo("1998-07-01");
    assertThat(lake.path("days")).hasSize(1);

    JsonNode postgres = shown("postgres");
    assertThat(postgres.path("memberships").findValuesAsText("segment"))
        .isEqualTo(lake.path("memberships").findValuesAsText("segment"));
    features
        .fields()
        .forEachRemaining(
            feature ->
                assertThat(postgres.path("features").path(feature.getKey()).decimalValue())
                    .as(feature.getKey())
                    .isEqualByComparingTo(feature.getValue().decimalValue()));
  }

  private static JsonNode shown(String store) throws IOException {
    Answer shown =
        new Typed(home)
            .run(
                "customers",
                "show",
                "--tenant",
                "cdnow",
                "cdnow:00001",
                "--output",
                "json",
                "--from",
                store);
    assertThat(shown.code()).as(shown.err()).isZero();
    return Json.MAPPER.readTree(shown.out());
  }

  @Test
  void shouldTellThatACustomerIsNotKnown() {
    Answer shown = new Typed(home).run("customers", "show", "--tenant", "cdnow", "cdnow:nobody");
    assertThat(shown.code()).isEqualTo(2);
    assertThat(shown.err())
        .startsWith("Cannot show customer cdnow:nobody of tenant cdnow: nothing is known.");
  }

  @Test
  void shouldListTheFeaturesThatTheTableHas() throws IOException {
    Answer listed = new Typed(home).run("features", "list", "--output", "json");
    assertThat(listed.code()).as(listed.err()).isZero();
    List<String> columns =
        Published.query(
            home,
            "select column_name || '|' || col_description('clientele.customer_features'::regclass,"
                + " ordinal_position) from information_schema.columns where table_schema ="
                + " 'clientele' and table_name = 'customer_features' order by ordinal_position");
    List<String> features = new ArrayList<>();
    Json.MAPPER
        .readTree(listed.out())
        .forEach(f -> features.add(f.path("feature").asText() + "|" + f.path("meaning").asText()));
    assertThat(columns.subList(3, columns.size())).isEqualTo(features);
  }

  @Test
  void shouldExportCustomerDays() throws IOException {
    Path days = home.resolve("days");
    Answer exported =
        new Typed(home)
            .run(
                "history",
                "export",
                "--tenant",
                "cdnow",
                "--to",
                days.toString(),
                "--format",
                "csv");
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(lines(days)).isEqualTo(67_591);
  }

  /** Lines of all CSV files, without their headers. */
  private static long lines(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long lines = 0;
      for (Path file :
          files
              .filter(f -> f.toString().endsWith(".csv"))
              .sorted(Comparator.naturalOrder())
              .toList()) {
        lines += Files.readAllLines(file).size() - 1;
      }
      return lines;
    }
  }

  private static Optional<Path> data() {
    return Shared.near(Typed.checkout(), "data/cdnow/CDNOW_master.txt");
  }
}
