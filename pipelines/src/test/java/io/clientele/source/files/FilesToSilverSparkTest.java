package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Identities;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class FilesToSilverSparkTest {
  private static final String HEADER = "id,customer,placed,total,status,updated\n";

  @TempDir Path folder;

  @Test
  void shouldReadLinesCutByAPattern(SparkSession spark) {
    Given.file(
        folder,
        "master.txt",
        """
         customer_id  date number_of_cds  dollar_value\r
         00001 19970101  1   11.77\r
         00002 19970112  1   12.00\r
         00002 19970112  1   12.00\r
         00002 19970712  5    0.00\r
        """);

    Runs runs = new Runs(spark, folder.resolve("master.txt"), Given.purchases("*.txt")).run();

    assertThat(runs.values(Orders.TABLE, Origin.CUSTOMER_SOURCE_ID))
        .containsExactlyInAnyOrder("00001", "00002", "00002", "00002");
    assertThat(runs.values(Orders.TABLE, Orders.NET_TOTAL))
        .containsExactlyInAnyOrder(money("11.77"), money("12"), money("12"), money("0"));
    assertThat(runs.values(Orders.TABLE, Orders.ITEM_COUNT))
        .containsExactlyInAnyOrder(money("1"), money("1"), money("1"), money("5"));
    assertThat(runs.values(Orders.TABLE, Orders.PLACED_AT))
        .contains(Instant.parse("1996-12-31T23:00:00Z"), Instant.parse("1997-07-11T22:00:00Z"));
    assertThat(runs.values(Orders.TABLE, Orders.STATUS)).containsOnly("COMPLETED");
    assertThat(runs.values(Orders.TABLE, Orders.CURRENCY)).containsOnly("EUR");
    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).doesNotHaveDuplicates();
    assertThat(runs.values(Identities.TABLE, Identities.CUSTOMER_ID))
        .containsExactly("shop:00001", "shop:00002");
    for (Table unfed : List.of(Customers.TABLE, OrderLines.TABLE, Refunds.TABLE, Events.TABLE)) {
      assertThat(runs.rows(unfed)).isEmpty();
    }
  }

  @Test
  void shouldReadTheSameOfEveryLayout(SparkSession spark) {
    Given.file(
        folder,
        "a/1.csv",
        """
        \uFEFFid,customer,placed,total,status,updated\r
        o1,"c""1
        2",2026-01-31,"11.50",Cancelled,\r
        """);
    Given.file(
        folder,
        "a/2.csv.gz",
        "status,total, id ,updated,placed,extra,customer\nshipped,3,o2,,2026-02-01T10:00:00Z,x,c2\n");
    Given.file(
        folder,
        "b/1.jsonl",
        """
        {"id":"o1","customer":"c\\"1\\n2","placed":"2026-01-31","total":11.50,"status":"Cancelled"}
        {"id":"o2","customer":"c2","placed":"2026-02-01T10:00:00Z","total":"3","status":"shipped","extra":{}}
        """);
    spark
        .read()
        .json(folder.resolve("b").toString())
        .withColumn("updated", functions.lit(null).cast("string"))
        .coalesce(1)
        .write()
        .parquet(folder.resolve("c").toString());

    List<String> fromCsv = content(spark, Given.orders(csv(), "a/*"));

    assertThat(fromCsv)
        .containsExactly(
            "o1 c\"1\n2 2026-01-30T23:00:00Z 11.5000 CANCELLED",
            "o2 c2 2026-02-01T10:00:00Z 3.0000 FULFILLED");
    assertThat(content(spark, Given.orders(new Layout.JsonLines(), "b/*"))).isEqualTo(fromCsv);
    assertThat(content(spark, Given.orders(new Layout.Parquet(), "c/*.parquet")))
        .isEqualTo(fromCsv);
  }

  @Test
  void shouldQuarantineWhatCannotBeRead(SparkSession spark) {
    Given.file(
        folder,
        "a.csv",
        HEADER
            + """
              o1,c1,2026-01-31,1,x,
              o2,c1,31.01.2026,1,x,
              o3,c1,,1,x,
              o4,c1,2026-01-31,"1,5",x,
              o5,c1,2026-01-31,12345678901234567890,x,
              o6,c1,9999-12-31,1,x,
              o7,c1,2026-01-31
              o8,,2026-01-31,1,,
              """);

    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv")).run();

    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o1", "o8");
    assertThat(runs.rejected())
        .containsExactly(
            "MISSING_VALUE placed_at a.csv @ 84",
            "NOT_A_NUMBER net_total a.csv @ 96",
            "NOT_A_TIME placed_at a.csv @ 62",
            "NO_MATCH _record a.csv @ 185",
            "OUT_OF_RANGE net_total a.csv @ 122",
            "OUT_OF_RANGE placed_at a.csv @ 163");
  }

  @Test
  void shouldEndWithEmptyTablesWhereAllRowsAreRejected(SparkSession spark) {
    Given.file(folder, "a.csv", HEADER + "o1,c1,,1,x,\no2,c1,2026-01-31,,x,\n");

    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv")).run().run();

    assertThat(runs.rows(Orders.TABLE)).isEmpty();
    assertThat(runs.rows(Identities.TABLE)).isEmpty();
    assertThat(runs.rejected()).hasSize(2);
  }

  @Test
  void shouldNameEventsInOneLanguage(SparkSession spark) {
    Given.file(
        folder,
        "a.jsonl",
        event("Add to Cart", "c1") + event("page_view", "c1") + event("wishlist", "c2"));

    Runs runs = new Runs(spark, folder, Given.events("*.jsonl")).run();

    assertThat(runs.rows(Events.TABLE))
        .extracting(
            row ->
                row.getAs(Events.RAW_EVENT_NAME.name())
                    + " is "
                    + row.getAs(Events.EVENT_NAME.name()))
        .containsExactlyInAnyOrder(
            "Add to Cart is product_added_to_cart",
            "page_view is page_viewed",
            "wishlist is custom");
  }

  @Test
  void shouldKnowPeopleByAllTheirNames(SparkSession spark) {
    Given.file(folder, "c1.csv", "id,mail\nc1, Ann@X.org \nc2,\n");
    Given.file(folder, "e1.jsonl", event("view", "c1") + event("view", "c3"));
    Runs runs = new Runs(spark, folder, Given.customers("c*.csv"), Given.events("e*.jsonl")).run();
    assertThat(runs.values(Customers.TABLE, Customers.EMAIL_NORMALISED))
        .containsExactly("ann@x.org", null);
    assertThat(runs.values(CustomerIdentifiers.TABLE, CustomerIdentifiers.ID_TYPE))
        .containsExactly("EMAIL_SHA256", "SOURCE_ID", "SOURCE_ID", "SOURCE_ID");

    Given.file(folder, "e2.jsonl", event("view", "c2") + event("view", "c4"));
    runs.run();

    assertThat(runs.values(Identities.TABLE, Identities.CUSTOMER_ID))
        .containsExactly("shop:c1", "shop:c2", "shop:c3", "shop:c4");
  }

  @Test
  void shouldKeepTheSameRowsHoweverFilesComeOverRuns(SparkSession spark) {
    Random random = new Random(7);
    List<List<String>> files = new ArrayList<>();
    for (int f = 0; f < 4; f++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        lines.add(
            "o%d,c%d,2026-01-%02d,%d,%s,%s\n"
                .formatted(
                    random.nextInt(8),
                    random.nextInt(3),
                    1 + random.nextInt(28),
                    random.nextInt(50),
                    random.nextBoolean() ? "paid" : "void",
                    random.nextBoolean() ? "2026-01-0" + (1 + random.nextInt(3)) : ""));
      }
      files.add(lines);
    }

    List<String> atOnce = silver(spark, "once", files, List.of(List.of(0, 1, 2, 3)));

    assertThat(atOnce).hasSizeGreaterThan(10);
    assertThat(silver(spark, "apart", files, List.of(List.of(3, 1), List.of(2), List.of(0))))
        .isEqualTo(atOnce);
  }

  private List<String> silver(
      SparkSession spark, String name, List<List<String>> files, List<List<Integer>> arrivals) {
    Path input = folder.resolve(name);
    Runs runs = new Runs(spark, input, Given.orders(Given.CSV, "*.csv"));
    for (List<Integer> arrival : arrivals) {
      for (int file : arrival) {
        Given.file(input, file + ".csv", HEADER + String.join("", files.get(file)));
      }
      runs.run();
    }
    List<String> all = new ArrayList<>();
    for (Table table : List.of(Orders.TABLE, CustomerIdentifiers.TABLE, Identities.TABLE)) {
      runs.rows(table).forEach(row -> all.add(row.toString()));
    }
    Collections.sort(all);
    return all;
  }

  private List<String> content(SparkSession spark, FileStream stream) {
    return new Runs(spark, folder, stream)
        .run().rows(Orders.TABLE).stream().map(FilesToSilverSparkTest::told).toList();
  }

  private static String told(Row order) {
    return "%s %s %s %s %s"
        .formatted(
            order.getAs(Origin.SOURCE_ID.name()),
            order.getAs(Origin.CUSTOMER_SOURCE_ID.name()),
            order.getAs(Orders.PLACED_AT.name()),
            order.getAs(Orders.NET_TOTAL.name()),
            order.getAs(Orders.STATUS.name()));
  }

  private static String event(String type, String who) {
    return "{\"type\":\"%s\",\"at\":\"2026-01-31T10:00:00Z\",\"who\":\"%s\"}\n"
        .formatted(type, who);
  }

  private static Layout csv() {
    return new Layout.Csv(',', StandardCharsets.UTF_8, true);
  }

  private static BigDecimal money(String amount) {
    return new BigDecimal(amount).setScale(4);
  }
}
