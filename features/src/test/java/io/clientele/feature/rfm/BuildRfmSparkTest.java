package io.clientele.feature.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.feature.CustomerFeatures;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Run;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class BuildRfmSparkTest {
  private static final LocalDate AS_OF = LocalDate.parse("2024-03-31");
  private static final Pattern SCORES = Pattern.compile(" ([1-5]) ([1-5]) ([1-5]) ");

  private record Customer(String id, Integer recency, long orders, BigDecimal spend) {}

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void shouldScoreByTheShareOfCustomersStrictlyWorse(int quantiles, SparkSession spark) {
    List<Customer> customers = customers(new Random(quantiles), 137);
    Scoring scoring = new Scoring(quantiles, List.of(), List.of(), List.of());

    assertThat(scored(spark, features(spark, customers), scoring))
        .isEqualTo(expected(customers, quantiles));
  }

  @ParameterizedTest
  @CsvSource({"3, 34, 33, 33, 0, 0", "4, 25, 25, 25, 25, 0", "5, 20, 20, 20, 20, 20"})
  void shouldMakeScoresOfEqualSizeWhereAllDiffer(
      int quantiles, int one, int two, int three, int four, int five, SparkSession spark) {
    List<Customer> customers =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> new Customer("c" + i, i, i, BigDecimal.valueOf(i)))
            .toList();
    Scoring scoring = new Scoring(quantiles, List.of(), List.of(), List.of());

    List<String> found = scored(spark, features(spark, customers), scoring);

    for (int dimension = 1; dimension <= 3; dimension++) {
      int at = dimension;
      assertThat(
              IntStream.rangeClosed(1, 5)
                  .mapToLong(score -> found.stream().filter(row -> score(row, at) == score).count())
                  .toArray())
          .containsExactly(one, two, three, four, five);
    }
  }

  @Test
  void shouldScoreByCutPointsWhoeverElseThereIs(SparkSession spark) {
    Scoring scoring =
        new Scoring(
            3, points(30, 90, 180, 365), points(2, 3, 5), List.of(amount("49.99"), amount("100")));
    List<Customer> customers =
        List.of(
            new Customer("a best", 30, 5, amount("100")),
            new Customer("b almost", 31, 4, amount("99.9999")),
            new Customer("c middle", 180, 2, amount("49.99")),
            new Customer("d late", 365, 1, amount("49.9899")),
            new Customer("e lost", 366, 1, amount("-5")),
            new Customer("f prospect", null, 0, BigDecimal.ZERO));

    assertThat(scored(spark, features(spark, customers), scoring))
        .containsExactly(
            "a best 5 4 3 Champions",
            "b almost 4 3 2 Loyal",
            "c middle 3 2 2 Needs attention",
            "d late 2 1 1 Hibernating",
            "e lost 1 1 1 Lost",
            "f prospect null null null Prospects");
    for (Customer alone : customers) {
      assertThat(scored(spark, features(spark, List.of(alone)), scoring))
          .isSubsetOf(scored(spark, features(spark, customers), scoring));
    }
  }

  @Test
  void shouldRankInOneDimensionAndCutInAnother(SparkSession spark) {
    List<Customer> customers = customers(new Random(17), 90);
    Scoring mixed = new Scoring(4, points(10, 20), List.of(), List.of());

    List<String> found = scored(spark, features(spark, customers).repartition(5), mixed);

    List<String> ranked = expected(customers, 4);
    for (int i = 0; i < customers.size(); i++) {
      Integer days = customers.get(i).recency();
      if (days != null) {
        assertThat(score(found.get(i), 1)).isEqualTo(days <= 10 ? 3 : days <= 20 ? 2 : 1);
        assertThat(score(found.get(i), 2)).isEqualTo(score(ranked.get(i), 2));
        assertThat(score(found.get(i), 3)).isEqualTo(score(ranked.get(i), 3));
      }
    }
  }

  @Test
  void shouldNeverScoreWorseWhoIsBetter(SparkSession spark) {
    List<Customer> customers =
        customers(new Random(23), 120).stream().filter(c -> c.orders() > 0).toList();
    for (Scoring scoring :
        List.of(
            new Scoring(3, List.of(), List.of(), List.of()),
            new Scoring(5, points(5, 15, 25), points(2, 4), points(0, 1, 2, 3)))) {
      List<String> found = scored(spark, features(spark, customers), scoring);
      for (int i = 0; i < customers.size(); i++) {
        for (int j = 0; j < customers.size(); j++) {
          Customer one = customers.get(i);
          Customer other = customers.get(j);
          String as = "%s and %s by %s".formatted(one, other, scoring);
          assertThat(one.recency() > other.recency() || at(found, i, 1) >= at(found, j, 1))
              .as(as)
              .isTrue();
          assertThat(one.orders() < other.orders() || at(found, i, 2) >= at(found, j, 2))
              .as(as)
              .isTrue();
          assertThat(one.spend().compareTo(other.spend()) < 0 || at(found, i, 3) >= at(found, j, 3))
              .as(as)
              .isTrue();
        }
      }
    }
  }

  @Test
  void shouldBuildAnewWhereTheScoringChanges() {
    Scoring cut = new Scoring(5, points(30, 90), List.of(), List.of());

    assertThat(Scores.step(cut).recipe())
        .isEqualTo(Scores.step(new Scoring(5, points(30, 90), List.of(), List.of())).recipe())
        .isNotEqualTo(Scores.step(Scoring.QUINTILES).recipe());
  }

  @Test
  void shouldNotDependOnHowRowsLie(SparkSession spark) {
    List<Customer> customers = customers(new Random(5), 60);
    Dataset<Row> shuffled = features(spark, customers).orderBy(functions.rand(9)).repartition(6);

    assertThat(scored(spark, shuffled)).isEqualTo(expected(customers, 5));
  }

  @Test
  void shouldScoreASingleCustomerLowestAndProspectsNotAtAll(SparkSession spark) {
    List<Customer> customers =
        List.of(
            new Customer("one", 1, 1, BigDecimal.TEN),
            new Customer("prospect", null, 0, BigDecimal.ONE.negate()));

    assertThat(scored(spark, features(spark, customers)))
        .containsExactly("one 1 1 1 Lost", "prospect null null null Prospects");
  }

  @Test
  void shouldMakeProspectsOfAllWhereNobodyHasAnOrder(SparkSession spark) {
    List<Customer> customers = List.of(new Customer("p", null, 0, BigDecimal.ZERO));

    assertThat(scored(spark, features(spark, customers)))
        .containsExactly("p null null null Prospects");
  }

  @Test
  void shouldScoreNobodyOfAnotherDate(SparkSession spark) {
    Dataset<Row> other =
        features(spark, customers(new Random(1), 5))
            .withColumn(AsOf.FIELD.name(), functions.lit(AS_OF.plusDays(1)));

    assertThat(scored(spark, other)).isEmpty();
  }

  @Test
  void shouldNameTheGroupOfEveryCellAsItsEnumDoes(SparkSession spark) {
    List<Row> cells = new ArrayList<>();
    for (int cell = 0; cell < 125; cell++) {
      cells.add(RowFactory.create(cell / 25 + 1, cell / 5 % 5 + 1, cell % 5 + 1));
    }
    Dataset<Row> scores =
        spark.createDataFrame(
            cells,
            DataTypes.createStructType(
                List.of(Rfm.RECENCY_SCORE, Rfm.FREQUENCY_SCORE, Rfm.MONETARY_SCORE).stream()
                    .map(f -> DataTypes.createStructField(f.name(), f.type(), true))
                    .toList()));

    assertThat(
            scores
                .withColumn(Rfm.SEGMENT.name(), BuildRfm.segment(Dimension.of(Scoring.QUINTILES)))
                .collectAsList())
        .hasSize(125)
        .allSatisfy(
            row ->
                assertThat(row.getString(3))
                    .isEqualTo(RfmGroup.of(row.getInt(0), row.getInt(1), row.getInt(2)).label()));
  }

  /** Few distinct values, so that ties are many and fall across score boundaries. */
  private static List<Customer> customers(Random random, int count) {
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean prospect = random.nextInt(8) == 0;
      long orders = prospect ? 0 : 1 + (long) (random.nextDouble() * random.nextDouble() * 9);
      BigDecimal spend = BigDecimal.valueOf(random.nextInt(40) - 3L, 1);
      customers.add(
          new Customer(
              "c%03d".formatted(i), prospect ? null : 1 + random.nextInt(30), orders, spend));
    }
    return customers;
  }

  private static Dataset<Row> features(SparkSession spark, List<Customer> customers) {
    Rows rows = Rows.of(CustomerFeatures.TABLE);
    for (Customer customer : customers) {
      rows.row()
          .with(AsOf.FIELD, AS_OF)
          .with(Identities.CUSTOMER_ID, customer.id())
          .with(CustomerFeatures.RECENCY_DAYS, customer.recency())
          .with(CustomerFeatures.ORDERS, customer.orders())
          .with(CustomerFeatures.NET_SPEND, customer.spend());
    }
    return rows.in(spark);
  }

  private static List<String> scored(SparkSession spark, Dataset<Row> features) {
    return scored(spark, features, Scoring.QUINTILES);
  }

  private static List<String> scored(SparkSession spark, Dataset<Row> features, Scoring scoring) {
    Run run = new Run("r", 1, "shop", AS_OF, 0, Instant.EPOCH, Map.of());
    GivenInputs inputs = new GivenInputs(spark).with(CustomerFeatures.TABLE, features);
    Dataset<Row> built = Rfm.TABLE.conform(Scores.step(scoring).build(inputs, run));
    return built.collectAsList().stream()
        .map(r -> "%s %s %s %s %s".formatted(r.get(1), r.get(2), r.get(3), r.get(4), r.get(5)))
        .sorted()
        .toList();
  }

  private static int at(List<String> found, int customer, int dimension) {
    return score(found.get(customer), dimension);
  }

  /** A score of a row as {@link #scored} prints it; ids may hold blanks, groups do too. */
  private static int score(String row, int dimension) {
    Matcher scores = SCORES.matcher(row);
    assertThat(scores.find()).as(row).isTrue();
    return Integer.parseInt(scores.group(dimension));
  }

  private static List<BigDecimal> points(int... points) {
    return Arrays.stream(points).mapToObj(BigDecimal::valueOf).toList();
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text);
  }

  private static List<String> expected(List<Customer> customers, int quantiles) {
    List<Customer> scored = customers.stream().filter(c -> c.orders() > 0).toList();
    return customers.stream()
        .map(
            customer -> {
              if (customer.orders() == 0) {
                return customer.id() + " null null null Prospects";
              }
              int r = score(scored, customer, quantiles, (a, b) -> a.recency() > b.recency());
              int f = score(scored, customer, quantiles, (a, b) -> a.orders() < b.orders());
              int m =
                  score(scored, customer, quantiles, (a, b) -> a.spend().compareTo(b.spend()) < 0);
              String group =
                  RfmGroup.of(five(r, quantiles), five(f, quantiles), five(m, quantiles)).label();
              return "%s %d %d %d %s".formatted(customer.id(), r, f, m, group);
            })
        .toList();
  }

  private static int score(
      List<Customer> scored,
      Customer customer,
      int quantiles,
      BiPredicate<Customer, Customer> worse) {
    long below = scored.stream().filter(other -> worse.test(other, customer)).count();
    return (int) (1 + quantiles * below / scored.size());
  }

  /** Written out, so that it shares nothing with what it is held against. */
  private static int five(int score, int quantiles) {
    return switch (quantiles) {
      case 3 -> 2 * score - 1;
      case 4 -> score < 3 ? score : score + 1;
      default -> score;
    };
  }
}
