package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Identities;
import io.clientele.silver.Messages;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.step.Inputs;
import io.clientele.step.Run;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class BuildHistoriesSparkTest {
  private static final Run RUN =
      new Run("r", 1, "shop", LocalDate.parse("2024-06-01"), 0, Instant.EPOCH, Map.of());
  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");

  private final Rows customers = Rows.of(Customers.TABLE);
  private final Rows identities = Rows.of(Identities.TABLE);
  private final Rows orders = Rows.of(Orders.TABLE);
  private final Rows lines = Rows.of(OrderLines.TABLE);
  private final Rows refunds = Rows.of(Refunds.TABLE);
  private final Rows events = Rows.of(Events.TABLE);
  private final Rows messages = Rows.of(Messages.TABLE);

  @BeforeEach
  void identities() {
    Stream.of("ann", "bob", "cid", "dee").forEach(id -> identity(id, "shop:" + id));
  }

  @Test
  void shouldCountOnlyOrdersThatCount(SparkSession spark) {
    order("1", "ann", "10").with(Orders.REPORTED_DISCOUNT, 2).with(Orders.ITEM_COUNT, 3);
    order("2", "ann", "20").with(Orders.STATUS, "REFUNDED").with(Orders.ITEM_COUNT, "1.5");
    order("3", "ann", "40").with(Orders.STATUS, "CANCELLED");
    order("4", "ann", "40").with(Orders.STATUS, "FAILED");
    order("5", "ann", "40").with(Orders.STATUS, "DRAFT");
    order("6", "ann", "40").with(Orders.IS_TEST, true);
    order("7", null, "40");

    assertThat(
            days(
                spark,
                CustomerDays.ORDERS,
                CustomerDays.UNITS,
                CustomerDays.NET_SPEND,
                CustomerDays.DISCOUNTS))
        .containsExactly("shop:ann 2024-05-06 2 4.5000 30.0000 2.0000");
  }

  @Test
  void shouldTakeUnitsFromLinesWhereTheOrderDoesNotTell(SparkSession spark) {
    order("1", "ann", "10");
    line("1a", "1", "2");
    line("1b", "1", "0.5");
    order("2", "bob", "10").with(Orders.ITEM_COUNT, 7);
    line("2a", "2", "1");
    order("3", "cid", "10");

    assertThat(days(spark, CustomerDays.ORDERS, CustomerDays.UNITS))
        .containsExactly(
            "shop:ann 2024-05-06 1 2.5000",
            "shop:bob 2024-05-06 1 7.0000",
            "shop:cid 2024-05-06 1 0.0000");
  }

  @Test
  void shouldTakeRefundsOnTheirDayButForOrdersThatDoNotCount(SparkSession spark) {
    order("1", "ann", "10");
    order("2", "bob", "10").with(Orders.STATUS, "CANCELLED");
    refund("r1", "1", null, "4");
    refund("r2", "2", "bob", "10");
    refund("r3", null, "cid", "1.25");
    refund("r4", null, null, "100");

    assertThat(days(spark, CustomerDays.NET_SPEND, CustomerDays.REFUNDS, CustomerDays.REFUND_COUNT))
        .containsExactly(
            "shop:ann 2024-05-06 10.0000 0.0000 0",
            "shop:ann 2024-05-16 -4.0000 4.0000 1",
            "shop:cid 2024-05-16 -1.2500 1.2500 1");
  }

  @Test
  void shouldShowEventsByKind(SparkSession spark) {
    event("e1", "ann", NOON, "product_viewed");
    event("e2", "ann", NOON, "product_viewed");
    event("e3", "ann", NOON, "not_yet_numbered");
    event("e4", null, NOON, "product_viewed");

    Field viewed = Field.required("product_viewed", Types.COUNT, "");
    assertThat(days(spark, CustomerDays.SESSIONS, viewed, CustomerDays.OTHER_EVENTS))
        .containsExactly("shop:ann 2024-05-06 1 2 1");
  }

  @Test
  void shouldCountAMessageOnTheDaysOfWhatBecameOfIt(SparkSession spark) {
    message("m1", "ann", NOON)
        .with(Messages.FIRST_OPENED_AT, NOON.plusSeconds(86_400))
        .with(Messages.FIRST_CLICKED_AT, NOON.plusSeconds(86_400))
        .with(Messages.OPEN_COUNT, 7L);
    message("m2", "ann", NOON).with(Messages.OPEN_COUNT, 3L);
    message("m3", null, NOON);

    assertThat(
            days(
                spark,
                CustomerDays.MESSAGES_SENT,
                CustomerDays.MESSAGES_OPENED,
                CustomerDays.MESSAGES_CLICKED,
                CustomerDays.SESSIONS))
        .containsExactly("shop:ann 2024-05-06 2 0 0 0", "shop:ann 2024-05-07 0 1 1 0");
  }

  @Test
  void shouldRegisterOnTheTenantsDayAndLeaveTestCustomersOut(SparkSession spark) {
    customer("ann", Instant.parse("2024-03-01T04:59:59Z"));
    customer("bob", Instant.parse("2024-03-01T04:59:59Z")).with(Customers.IS_TEST, true);
    order("1", "bob", "10");
    customer("cid", null);

    List<Row> rows = built(inputs(spark), "America/New_York").collectAsList();

    assertThat(rows)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString(0)).isEqualTo("shop:ann");
              assertThat(row.getLocalDate(1)).isEqualTo("2024-02-29");
            });
  }

  @Test
  void shouldMergeSourceCustomersThatAreOne(SparkSession spark) {
    Stream.of("eve1", "eve2", "eve3").forEach(id -> identity(id, "shop:eve"));
    customer("eve1", Instant.parse("2024-02-01T00:00:00Z"));
    customer("eve2", Instant.parse("2024-01-01T00:00:00Z"));
    order("1", "eve1", "10");
    order("2", "eve2", "20");
    event("e", "eve3", NOON, "custom");

    assertThat(days(spark, CustomerDays.ORDERS, CustomerDays.NET_SPEND, CustomerDays.SESSIONS))
        .containsExactly("shop:eve 2024-05-06 2 30.0000 1");
    assertThat(histories(inputs(spark)).head().getLocalDate(1)).isEqualTo("2024-01-01");
  }

  @Test
  void shouldRejectActivityOfACustomerWithoutAnIdentity(SparkSession spark) {
    order("1", "nobody", "10");
    order("2", "ann", "10");

    List<Row> rejected = built(inputs(spark), "UTC").where(Rejects.any()).collectAsList();

    assertThat(rejected)
        .singleElement()
        .extracting(Row::toString)
        .asString()
        .contains("UNKNOWN_CUSTOMER", "customer_id", "key ");
    assertThat(days(spark, CustomerDays.ORDERS)).containsExactly("shop:ann 2024-05-06 1");
  }

  @Test
  void shouldBuildNothingOfNothing(SparkSession spark) {
    Dataset<Row> built = built(new GivenInputs(spark), "UTC");

    assertThat(CustomerHistory.TABLE.conform(built).isEmpty()).isTrue();
  }

  @Test
  void shouldNotDependOnHowRowsLie(SparkSession spark) {
    world(new Random(11));
    List<String> expected = printed(inputs(spark));

    assertThat(expected).hasSizeGreaterThan(2);
    for (int partitions : new int[] {1, 7}) {
      GivenInputs shuffled = new GivenInputs(spark);
      given(spark)
          .forEach(
              (table, rows) ->
                  shuffled.with(
                      table, rows.orderBy(functions.rand(partitions)).repartition(partitions)));
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      try {
        assertThat(printed(shuffled)).as("%d partitions", partitions).isEqualTo(expected);
      } finally {
        spark.conf().set("spark.sql.shuffle.partitions", 3);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldReadFilesByColumnsAsItReadsRows(
      boolean dictionary, SparkSession spark, @TempDir Path folder) {
    world(new Random(12));
    event("anonymous", null, NOON, "page_viewed");
    event("plain", "bob", NOON, "wishlist_shared").with(Events.SESSION_ID, "s");
    GivenInputs files = new GivenInputs(spark);
    given(spark)
        .forEach(
            (table, rows) -> {
              String path = folder.resolve(table.name()).toString();
              rows.repartition(2)
                  .write()
                  .option("parquet.enable.dictionary", dictionary)
                  .parquet(path);
              files.with(table, spark.read().parquet(path));
            });

    List<String> expected = printed(inputs(spark));
    Dataset<Row> events =
        files.all(Events.TABLE).select(Events.EVENT_NAME.col(), Origin.CUSTOMER_SOURCE_ID.col());
    // As the product runs: tests go without, for their short queries.
    spark.conf().set(WHOLE_STAGE, true);
    try {
      assertThat(byColumns(events)).isPresent();
      // What stands between the file and the reader must not be passed over.
      assertThat(byColumns(events.where(Origin.CUSTOMER_SOURCE_ID.col().isNotNull()))).isEmpty();
      assertThat(byColumns(events.withColumn("n", functions.lit(1)))).isEmpty();
      assertThat(printed(files)).isEqualTo(expected);
    } finally {
      spark.conf().set(WHOLE_STAGE, false);
    }
  }

  private static Optional<Dataset<Row>> byColumns(Dataset<Row> rows) {
    return InternalRows.mapBatches(rows, Scatter.FIELDS, batches -> Collections.emptyIterator());
  }

  private void world(Random random) {
    identity("ann2", "shop:ann");
    List<String> people = List.of("ann", "ann2", "bob", "cid");
    for (int i = 0; i < 400; i++) {
      String who = people.get(random.nextInt(people.size()));
      Instant at = NOON.plusSeconds(random.nextInt(200_000));
      switch (random.nextInt(5)) {
        case 0 -> order("o" + i, who, "1." + i).with(Orders.PLACED_AT, at);
        case 1 -> refund("r" + i, random.nextBoolean() ? "o" + (i - 1) : null, who, "0.5");
        case 2 -> event("e" + i, who, at, "custom").with(Events.SESSION_ID, "s" + i % 20);
        case 3 -> message("m" + i, who, at).with(Messages.FIRST_OPENED_AT, at.plusSeconds(i));
        default -> event("e" + i, who, at, "page_viewed");
      }
    }
  }

  private Rows identity(String sourceId, String customerId) {
    return identities
        .row()
        .with(Origin.CONNECTION_ID, "shop")
        .with(CustomerIdentifiers.CUSTOMER_SOURCE_ID, sourceId)
        .with(Identities.CUSTOMER_ID, customerId);
  }

  private Rows customer(String id, Instant created) {
    return row(customers, id).with(Origin.SOURCE_CREATED_AT, created);
  }

  private Rows order(String id, String customer, String netTotal) {
    return row(orders, id)
        .with(Origin.CUSTOMER_SOURCE_ID, customer)
        .with(Orders.STATUS, "PAID")
        .with(Orders.PLACED_AT, NOON)
        .with(Orders.REPORTED_TOTAL, netTotal);
  }

  private Rows line(String id, String order, String quantity) {
    return row(lines, id)
        .with(OrderLines.ORDER_SOURCE_ID, order)
        .with(OrderLines.QUANTITY, quantity);
  }

  private Rows refund(String id, String order, String customer, String amount) {
    return row(refunds, id)
        .with(Refunds.ORDER_SOURCE_ID, order)
        .with(Origin.CUSTOMER_SOURCE_ID, customer)
        .with(Refunds.REFUNDED_AT, NOON.plusSeconds(10 * 86_400))
        .with(Refunds.REPORTED_AMOUNT, amount);
  }

  private Rows event(String id, String customer, Instant at, String name) {
    return row(events, id)
        .with(Origin.CUSTOMER_SOURCE_ID, customer)
        .with(Events.OCCURRED_AT, at)
        .with(Events.EVENT_NAME, name);
  }

  private Rows message(String id, String customer, Instant sent) {
    return row(messages, id).with(Origin.CUSTOMER_SOURCE_ID, customer).with(Messages.SENT_AT, sent);
  }

  private static Rows row(Rows rows, String sourceId) {
    return rows.row().with(Origin.CONNECTION_ID, "shop").with(Origin.SOURCE_ID, sourceId);
  }

  private Map<Table, Dataset<Row>> given(SparkSession spark) {
    return Map.of(
        Customers.TABLE, customers.in(spark),
        Identities.TABLE, identities.in(spark),
        Orders.TABLE, orders.in(spark),
        OrderLines.TABLE, lines.in(spark),
        Refunds.TABLE, refunds.in(spark),
        Events.TABLE, events.in(spark),
        Messages.TABLE, messages.in(spark));
  }

  private GivenInputs inputs(SparkSession spark) {
    GivenInputs inputs = new GivenInputs(spark);
    given(spark).forEach(inputs::with);
    return inputs;
  }

  private static Dataset<Row> built(Inputs inputs, String zone) {
    return Histories.step(ZoneId.of(zone)).build(inputs, RUN);
  }

  private static Dataset<Row> histories(Inputs inputs) {
    return built(inputs, "UTC").where(functions.not(Rejects.any()));
  }

  private List<String> days(SparkSession spark, Field... fields) {
    return CustomerDays.of(histories(inputs(spark))).collectAsList().stream()
        .map(
            row ->
                Stream.concat(
                        Stream.of(CustomerDays.FIELDS.get(0), CustomerDays.DAY), Stream.of(fields))
                    .map(field -> row.getAs(field.name()).toString())
                    .collect(Collectors.joining(" ")))
        .sorted()
        .toList();
  }

  private static List<String> printed(Inputs inputs) {
    return histories(inputs).collectAsList().stream()
        .map(row -> row.get(0) + " " + row.get(1) + " " + HexFormat.of().formatHex(row.getAs(2)))
        .sorted()
        .toList();
  }
}
