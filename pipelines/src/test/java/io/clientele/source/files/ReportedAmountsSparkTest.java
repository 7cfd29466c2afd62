package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Rates;
import io.clientele.silver.Refunds;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ReportedAmountsSparkTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Rates RATES =
      rates(
          "USD", Map.of("2025-01-01", "0.92", "2025-07-01", "0.9"),
          "GBP", Map.of("0001-01-01", "1.17"),
          "JPY", Map.of("2025-01-01", "0.005", "2025-03-30", "0.006123456789"),
          "BHD", Map.of("0001-01-01", "150.00"));

  @TempDir Path folder;

  @Test
  void shouldTakeTheRateOfTheTenantsDay(SparkSession spark) {
    write(
        "orders.csv",
        "a,2025-06-30T21:59:59.999999Z,100,10,USD",
        "b,2025-06-30T22:00:00Z,100,10,usd",
        "c,2024-12-31T22:59:59.999999Z,100,10,USD",
        "d,2024-12-31T23:00:00Z,100,,USD",
        "e,1999-01-01,100,10,GBP",
        "f,1999-01-01,100,10,",
        "g,2025-01-01,100,10,CHF",
        "h,2025-01-01,0.01,0.01,JPY",
        "i,2025-01-01,-0.01,0.01,JPY",
        "k,2025-01-01,2,0.001,BHD",
        "j,2026-01-01,99999999999999,0,GBP");
    write("refunds.csv", "r,2025-06-30T22:00:00Z,-50,,USD", "s,2025-06-30,5,,CHF");

    Runs runs = new Runs(spark, folder, orders(), refunds()).at(RATES).run();

    assertThat(runs.rows(Orders.TABLE))
        .extracting(
            row ->
                told(row, Orders.REPORTED_TOTAL) + " " + row.getAs(Orders.REPORTED_DISCOUNT.name()))
        .containsExactly(
            "a 92.0000 9.2000",
            "b 90.0000 9.0000",
            "d 92.0000 0.0000",
            "e 117.0000 11.7000",
            "f 100.0000 10.0000",
            "h 0.0001 0.0001",
            "i -0.0001 0.0001",
            "k 300.0000 0.1500");
    assertThat(runs.values(Orders.TABLE, Orders.CURRENCY))
        .containsExactly("USD", "USD", "USD", "GBP", "EUR", "JPY", "JPY", "BHD");
    assertThat(runs.rows(Refunds.TABLE))
        .extracting(row -> told(row, Refunds.REPORTED_AMOUNT))
        .containsExactly("r 45.0000");
    assertThat(runs.rejected())
        .extracting(reason -> reason.substring(0, reason.indexOf('@') - 1))
        .containsExactly(
            "NO_RATE currency orders.csv",
            "NO_RATE currency orders.csv",
            "NO_RATE currency refunds.csv",
            "OUT_OF_RANGE net_total orders.csv");
  }

  @Test
  void shouldComeToTheSameAsArithmeticHoweverRowsLie(SparkSession spark) {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Instant at = Instant.parse("2024-12-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
      String currency = List.of("EUR", "USD", "GBP", "JPY", "CHF").get(random.nextInt(5));
      BigDecimal total = BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000L, 4);
      String id = "o%03d".formatted(i);
      lines.add(String.join(",", id, at.toString(), total.toPlainString(), "", currency));
      BigDecimal rate = rate(currency, at.atZone(BERLIN).toLocalDate());
      if (rate.signum() > 0) {
        expected.add(id + " " + total.multiply(rate).setScale(4, RoundingMode.HALF_UP));
      }
    }
    Collections.shuffle(lines, random);
    write("orders.csv", lines.toArray(String[]::new));

    for (String partitions : List.of("1", "7")) {
      String before = spark.conf().get("spark.sql.shuffle.partitions");
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      try {
        Runs runs = new Runs(spark, folder, orders()).at(RATES).run();
        assertThat(runs.rows(Orders.TABLE))
            .extracting(row -> told(row, Orders.REPORTED_TOTAL))
            .isEqualTo(expected);
      } finally {
        spark.conf().set("spark.sql.shuffle.partitions", before);
      }
    }
  }

  @Test
  void shouldRebuildForOtherRatesAndLetThroughWhatTheyTell(SparkSession spark) {
    write("orders.csv", "a,2025-01-01,100,10,USD", "b,2025-01-01,100,10,CHF");
    write("refunds.csv", "r,2025-01-01,10,,CHF");
    Runs runs = new Runs(spark, folder, orders(), refunds()).at(RATES).run();
    write("orders2.csv", "c,2025-01-01,100,10,GBP");
    Rates others = rates("USD", Map.of("2025-01-01", "0.5"), "CHF", Map.of("0001-01-01", "1.1"));

    runs.at(others).run();

    Runs fresh = new Runs(spark, folder, orders(), refunds()).at(others).run();
    for (Table table : List.of(Orders.TABLE, Refunds.TABLE)) {
      assertThat(printed(runs, table)).isNotEmpty().isEqualTo(printed(fresh, table));
    }
    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("a", "b");
  }

  private static List<String> printed(Runs runs, Table table) {
    return runs.rows(table).stream().map(Row::toString).toList();
  }

  private static String told(Row row, Field amount) {
    return row.getAs(Origin.SOURCE_ID.name()) + " " + row.getAs(amount.name());
  }

  private static BigDecimal rate(String currency, LocalDate day) {
    if (currency.equals("EUR")) {
      return BigDecimal.ONE;
    }
    SortedMap<LocalDate, BigDecimal> until =
        RATES.others().getOrDefault(currency, new TreeMap<>()).headMap(day.plusDays(1));
    return until.isEmpty() ? BigDecimal.ZERO : until.get(until.lastKey());
  }

  /** Currencies and their rates by day, in turns. */
  @SuppressWarnings("unchecked")
  private static Rates rates(Object... pairs) {
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> rates = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      SortedMap<LocalDate, BigDecimal> byDay = new TreeMap<>();
      ((Map<String, String>) pairs[i + 1])
          .forEach((day, rate) -> byDay.put(LocalDate.parse(day), new BigDecimal(rate)));
      rates.put((String) pairs[i], byDay);
    }
    return new Rates("EUR", rates);
  }

  private void write(String file, String... lines) {
    Given.file(folder, file, "id,at,amount,discount,currency\n" + String.join("\n", lines) + "\n");
  }

  private static FileStream orders() {
    return Given.stream(
        "orders",
        "orders*.csv",
        Given.CSV,
        Orders.TABLE,
        Map.of(
            Origin.SOURCE_ID, Mapping.Value.column("id"),
            Orders.PLACED_AT, Mapping.Value.column("at"),
            Orders.NET_TOTAL, Mapping.Value.column("amount"),
            Orders.DISCOUNT_TOTAL, Mapping.Value.column("discount"),
            Orders.CURRENCY, Mapping.Value.column("currency")));
  }

  private static FileStream refunds() {
    return Given.stream(
        "refunds",
        "refunds*.csv",
        Given.CSV,
        Refunds.TABLE,
        Map.of(
            Origin.SOURCE_ID, Mapping.Value.column("id"),
            Refunds.REFUNDED_AT, Mapping.Value.column("at"),
            Refunds.AMOUNT, Mapping.Value.column("amount"),
            Refunds.CURRENCY, Mapping.Value.column("currency")));
  }
}
