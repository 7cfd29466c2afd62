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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class BuildRfmSparkTest {
  private static final LocalDate AS_OF = LocalDate.parse("2024-03-31");

  private record Customer(String id, Integer recency, long orders, BigDecimal spend) {}

  @Test
  void shouldScoreByTheShareOfCustomersStrictlyWorse(SparkSession spark) {
    List<Customer> customers = customers(new Random(3), 137);

    assertThat(scored(spark, features(spark, customers))).isEqualTo(expected(customers));
  }

  @Test
  void shouldNotDependOnHowRowsLie(SparkSession spark) {
    List<Customer> customers = customers(new Random(5), 60);
    Dataset<Row> shuffled = features(spark, customers).orderBy(functions.rand(9)).repartition(6);

    assertThat(scored(spark, shuffled)).isEqualTo(expected(customers));
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

    assertThat(scores.withColumn(Rfm.SEGMENT.name(), BuildRfm.segment()).collectAsList())
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
    Run run = new Run("r", 1, "shop", AS_OF, 0, Instant.EPOCH, Map.of());
    GivenInputs inputs = new GivenInputs(spark).with(CustomerFeatures.TABLE, features);
    Dataset<Row> built = Rfm.TABLE.conform(Scores.step().build(inputs, run));
    return built.collectAsList().stream()
        .map(r -> "%s %s %s %s %s".formatted(r.get(1), r.get(2), r.get(3), r.get(4), r.get(5)))
        .sorted()
        .toList();
  }

  private static List<String> expected(List<Customer> customers) {
    List<Customer> scored = customers.stream().filter(c -> c.orders() > 0).toList();
    return customers.stream()
        .map(
            customer -> {
              if (customer.orders() == 0) {
                return customer.id() + " null null null Prospects";
              }
              int r = score(scored, customer, (a, b) -> a.recency() > b.recency());
              int f = score(scored, customer, (a, b) -> a.orders() < b.orders());
              int m = score(scored, customer, (a, b) -> a.spend().compareTo(b.spend()) < 0);
              String group = RfmGroup.of(r, f, m).label();
              return "%s %d %d %d %s".formatted(customer.id(), r, f, m, group);
            })
        .toList();
  }

  private static int score(
      List<Customer> scored, Customer customer, BiPredicate<Customer, Customer> worse) {
    long below = scored.stream().filter(other -> worse.test(other, customer)).count();
    return (int) (1 + 5 * below / scored.size());
  }
}
