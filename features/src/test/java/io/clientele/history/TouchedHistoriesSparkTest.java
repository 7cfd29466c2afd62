package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Identities;
import io.clientele.silver.Messages;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.step.Changes;
import io.clientele.step.Run;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Write;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes is followed: histories kept up from change to change are those built at once. */
@ExtendWith(SparkExtension.class)
class TouchedHistoriesSparkTest {
  private static final Run RUN =
      new Run("r", 1, "shop", LocalDate.parse("2024-06-01"), 0, Instant.EPOCH, Map.of());
  private static final Instant START = Instant.parse("2024-05-06T12:00:00Z");
  private static final int PEOPLE = 12;
  private static final int IDS = 24;
  private static final List<Table> TABLES =
      List.of(
          Orders.TABLE,
          OrderLines.TABLE,
          Refunds.TABLE,
          Events.TABLE,
          Messages.TABLE,
          Customers.TABLE,
          Identities.TABLE);

  private final Map<Table, Map<String, Map<Field, Object>>> world = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldComeToTheSameAsBuildingEverything(long seed, SparkSession spark) {
    Random random = new Random(seed);
    // Of the even worlds everyone is one of their own, so that much of what is stored stands.
    IntStream.range(0, PEOPLE).forEach(person -> identify(random, "p" + person));
    if (seed % 2 == 0) {
      IntStream.range(0, PEOPLE)
          .mapToObj(person -> "p" + person)
          .forEach(who -> put(Identities.TABLE, who, identity(who, "c" + who)));
    }
    IntStream.range(0, 150).forEach(i -> change(random));
    Map<Table, List<Row>> before = rows();
    List<Row> kept = built(inputs(spark, before));

    for (int turn = 0; turn < 3; turn++) {
      IntStream.range(0, 1 + random.nextInt(8)).forEach(i -> change(random));
      IntStream.range(0, 6).forEach(i -> come(random));
      Map<Table, List<Row>> now = rows();

      GivenInputs changed = changed(spark, before, now, turn != 1);
      List<Row> own = kept;
      kept = stays(built(changed.with(CustomerHistory.TABLE, stored(changed, own))));

      assertThat(printed(kept)).as("turn %d", turn).isEqualTo(printed(built(inputs(spark, now))));
      before = now;
    }
  }

  @Test
  void shouldBuildOnlyWhatIsTouched(SparkSession spark) {
    List.of("ann", "bob", "cid").forEach(id -> put(Identities.TABLE, id, identity(id, id)));
    put(Identities.TABLE, "ann2", identity("ann2", "ann"));
    List.of("ann", "ann2", "bob", "cid").forEach(id -> put(Events.TABLE, id, event(id, START)));
    Map<Table, List<Row>> before = rows();

    put(Events.TABLE, "more", event("ann2", START.plusSeconds(3_600)));

    assertThat(built(changed(spark, before, rows())))
        .singleElement()
        .satisfies(row -> assertThat(row.getString(0)).isEqualTo("ann"))
        .satisfies(
            row -> {
              Past past = History.read(row.getAs(2)).before(LocalDate.parse("2025-01-01"));
              assertThat(past.sum(Measure.SESSIONS, Window.EVER)).isEqualTo(3);
            });
  }

  @Test
  void shouldLeaveTheHistoriesOfOthersAsTheyAre(SparkSession spark) {
    List.of("ann", "bob").forEach(id -> put(Identities.TABLE, id, identity(id, id)));
    put(Events.TABLE, "e", event("ann", START));
    Map<Table, List<Row>> before = rows();
    put(Events.TABLE, "more", event("ann", START.plusSeconds(3_600)));
    GivenInputs inputs = changed(spark, before, rows());
    List<Row> own = new ArrayList<>(built(inputs(spark, before)));
    own.add(RowFactory.create("bob", null, new byte[] {1, 2, 3}, null));

    List<Row> rows = built(inputs.with(CustomerHistory.TABLE, stored(inputs, own)));

    assertThat(rows)
        .extracting(row -> row.getString(0), row -> row.<byte[]>getAs(2).length > 3)
        .containsExactlyInAnyOrder(tuple("bob", false), tuple("ann", true));
  }

  @Test
  void shouldFollowLinesAndOrdersToAllWhoseHistoriesTheyShape(SparkSession spark) {
    Random random = new Random(4);
    List<String> people = List.of("ann", "bob", "cid", "dee", "eve");
    people.forEach(id -> put(Identities.TABLE, id, identity(id, id)));
    people.forEach(id -> put(Orders.TABLE, id, order(random, id, START)));
    put(Refunds.TABLE, "by bob", refund("cid", "bob", START));
    Map<Table, List<Row>> before = rows();

    put(OrderLines.TABLE, "line", line(random, "ann"));
    world.get(Orders.TABLE).remove("cid");
    put(Refunds.TABLE, "of nobody", refund("dee", null, START));

    assertThat(built(changed(spark, before, rows())).stream().map(row -> row.getString(0)))
        .containsExactlyInAnyOrder("ann", "bob", "cid", "dee");
  }

  @Test
  void shouldTakeAwayTheHistoryOfWhoIsForgotten(SparkSession spark) {
    List.of("ann", "bob").forEach(id -> put(Identities.TABLE, id, identity(id, id)));
    List.of("ann", "bob").forEach(id -> put(Events.TABLE, id, event(id, START)));
    Map<Table, List<Row>> before = rows();

    world.get(Identities.TABLE).remove("ann");
    world.get(Events.TABLE).remove("ann");

    assertThat(built(changed(spark, before, rows())))
        .singleElement()
        .satisfies(row -> assertThat(row.getString(0)).isEqualTo("ann"))
        .satisfies(row -> assertThat(row.<Boolean>getAs(Write.GONE.name())).isTrue());
  }

  @Test
  void shouldRejectActivityOfSomebodyWithoutAnIdentity(SparkSession spark) {
    put(Identities.TABLE, "ann", identity("ann", "ann"));
    Map<Table, List<Row>> before = rows();

    put(Events.TABLE, "e", event("nobody", START));

    assertThat(step(changed(spark, before, rows())).where(Rejects.any()).count()).isOne();
  }

  @Test
  void shouldBuildNothingWhereNothingChanged(SparkSession spark) {
    put(Identities.TABLE, "ann", identity("ann", "ann"));
    put(Events.TABLE, "e", event("ann", START));

    assertThat(built(changed(spark, rows(), rows()))).isEmpty();
  }

  @Test
  void shouldAddEventsToWhatIsStoredWithoutThoseOfBefore(SparkSession spark) {
    List.of("ann", "bob").forEach(id -> put(Identities.TABLE, id, identity(id, id)));
    put(Orders.TABLE, "o", order(new Random(1), "ann", START));
    put(Events.TABLE, "e", event("ann", START));
    put(Events.TABLE, "s", event("ann", START.minusSeconds(90_000), "s"));
    Map<Table, List<Row>> before = rows();
    List<Row> own = built(inputs(spark, before));
    put(Events.TABLE, "soon", event("ann", START.plusSeconds(1_000)));
    put(Events.TABLE, "of s", event("ann", START.plusSeconds(9_000), "s"));
    Map<Table, List<Row>> now = rows();
    GivenInputs changed = changed(spark, before, now);

    List<Row> kept =
        built(
            changed
                .with(Events.TABLE, changed.rows(Events.TABLE, List.of()))
                .with(Orders.TABLE, changed.rows(Orders.TABLE, List.of()))
                .with(CustomerHistory.TABLE, stored(changed, own)));

    assertThat(printed(stays(kept))).isEqualTo(printed(built(inputs(spark, now))));
  }

  @Test
  void shouldReadAllEventsOfWhomItHadToReject(SparkSession spark) {
    put(Events.TABLE, "e", event("ann", START));
    Map<Table, List<Row>> before = rows();
    put(Identities.TABLE, "ann", identity("ann", "ann"));
    put(Events.TABLE, "later", event("ann", START.plusSeconds(9_000)));
    Map<Table, List<Row>> now = rows();

    assertThat(printed(built(changed(spark, before, now).unsettled())))
        .isEqualTo(printed(built(inputs(spark, now))));
  }

  @Test
  void shouldGiveATestCustomerThePastBackWhoIsNoneAnyMore(SparkSession spark) {
    put(Identities.TABLE, "ann", identity("ann", "ann"));
    put(Customers.TABLE, "ann", Map.of(Origin.SOURCE_ID, "ann", Customers.IS_TEST, true));
    put(Events.TABLE, "e", event("ann", START));
    Map<Table, List<Row>> before = rows();
    assertThat(built(inputs(spark, before))).isEmpty();
    put(Events.TABLE, "later", event("ann", START.plusSeconds(9_000)));
    Map<Table, List<Row>> still = rows();
    assertThat(stays(built(changed(spark, before, still)))).isEmpty();

    put(Customers.TABLE, "ann", Map.of(Origin.SOURCE_ID, "ann", Customers.IS_TEST, false));
    Map<Table, List<Row>> now = rows();

    assertThat(printed(built(changed(spark, still, now))))
        .isEqualTo(printed(built(inputs(spark, now))));
  }

  /** An event that is new, of somebody who may be too. */
  private void come(Random random) {
    String who = "p" + random.nextInt(PEOPLE + 3);
    if (world.get(Identities.TABLE).get(who) == null) {
      put(Identities.TABLE, who, identity(who, "c" + who));
    }
    Instant at = START.plusSeconds(random.nextInt(200_000));
    String session = random.nextBoolean() ? null : "s" + random.nextInt(9);
    put(Events.TABLE, "new " + random.nextInt(), event(who, at, session));
  }

  /** Somewhere something comes, is corrected, or leaves. */
  private void change(Random random) {
    String id = "" + random.nextInt(IDS);
    String who = random.nextInt(10) == 0 ? null : "p" + random.nextInt(PEOPLE);
    String order = random.nextInt(4) == 0 ? null : "" + random.nextInt(IDS);
    Instant at = START.plusSeconds(random.nextInt(200_000));
    switch (random.nextInt(10)) {
      case 0, 8 -> put(Orders.TABLE, id, order(random, who, at));
      case 1 -> put(OrderLines.TABLE, id, line(random, order));
      case 2 -> put(Refunds.TABLE, id, refund(order, who, at));
      case 3, 4 -> put(Events.TABLE, id, event(who, at, "s" + random.nextInt(9)));
      case 5 -> put(Events.TABLE, id, event(who, at));
      case 6 -> put(Messages.TABLE, id, message(who, at));
      case 7 -> identify(random, "p" + random.nextInt(PEOPLE));
      default -> {
        Map<String, ?> rows = world.get(TABLES.get(random.nextInt(5)));
        if (rows != null) {
          rows.remove(id);
        }
      }
    }
  }

  /** Somebody turns out to be somebody else, registers, or becomes a test customer. */
  private void identify(Random random, String who) {
    put(Identities.TABLE, who, identity(who, "c" + random.nextInt(PEOPLE)));
    if (random.nextBoolean()) {
      put(
          Customers.TABLE,
          who,
          Map.of(
              Origin.SOURCE_ID,
              who,
              Origin.SOURCE_CREATED_AT,
              START.minusSeconds(random.nextInt(9_000_000)),
              Customers.IS_TEST,
              random.nextInt(4) == 0));
    }
  }

  private static Map<Field, Object> identity(String who, String customer) {
    return Map.of(CustomerIdentifiers.CUSTOMER_SOURCE_ID, who, Identities.CUSTOMER_ID, customer);
  }

  private static Map<Field, Object> order(Random random, String who, Instant at) {
    Map<Field, Object> order = by(who);
    order.put(Orders.STATUS, random.nextInt(4) == 0 ? "CANCELLED" : "PAID");
    order.put(Orders.PLACED_AT, at);
    order.put(Orders.NET_TOTAL, 10);
    order.put(Orders.REPORTED_TOTAL, 1 + random.nextInt(20));
    order.put(Orders.SALES_CHANNEL, random.nextBoolean() ? "web" : null);
    return order;
  }

  private static Map<Field, Object> line(Random random, String order) {
    return new HashMap<>(
        Map.of(
            OrderLines.ORDER_SOURCE_ID,
            Optional.ofNullable(order).orElse("0"),
            OrderLines.QUANTITY,
            1 + random.nextInt(3),
            OrderLines.LINE_TOTAL,
            random.nextInt(50),
            OrderLines.CATEGORY,
            "c" + random.nextInt(3)));
  }

  private static Map<Field, Object> refund(String order, String who, Instant at) {
    Map<Field, Object> refund = by(who);
    refund.put(Refunds.ORDER_SOURCE_ID, order);
    refund.put(Refunds.REFUNDED_AT, at);
    refund.put(Refunds.REPORTED_AMOUNT, 3);
    return refund;
  }

  private static Map<Field, Object> event(String who, Instant at) {
    return event(who, at, null);
  }

  private static Map<Field, Object> event(String who, Instant at, String session) {
    Map<Field, Object> event = by(who);
    event.put(Events.OCCURRED_AT, at);
    event.put(Events.SESSION_ID, session);
    event.put(Events.EVENT_NAME, "page_viewed");
    return event;
  }

  private static Map<Field, Object> message(String who, Instant at) {
    Map<Field, Object> message = by(who);
    message.put(Messages.SENT_AT, at);
    message.put(Messages.FIRST_OPENED_AT, at.plusSeconds(90_000));
    return message;
  }

  private static Map<Field, Object> by(String who) {
    Map<Field, Object> row = new HashMap<>();
    row.put(Origin.CUSTOMER_SOURCE_ID, who);
    return row;
  }

  private void put(Table table, String id, Map<Field, Object> values) {
    Map<Field, Object> row = new HashMap<>(values);
    if (table.fields().contains(Origin.SOURCE_ID)) {
      row.put(Origin.SOURCE_ID, id);
    }
    world.computeIfAbsent(table, t -> new TreeMap<>()).put(id, row);
  }

  private Map<Table, List<Row>> rows() {
    Map<Table, List<Row>> all = new HashMap<>();
    for (Table table : TABLES) {
      Rows rows = Rows.of(table);
      world
          .getOrDefault(table, Map.of())
          .values()
          .forEach(
              row -> {
                rows.row();
                row.forEach(rows::with);
              });
      all.put(table, rows.list());
    }
    return all;
  }

  private static GivenInputs inputs(SparkSession spark, Map<Table, List<Row>> rows) {
    GivenInputs inputs = new GivenInputs(spark);
    rows.forEach((table, of) -> inputs.with(table, inputs.rows(table, of)));
    return inputs;
  }

  private static GivenInputs changed(
      SparkSession spark, Map<Table, List<Row>> before, Map<Table, List<Row>> now) {
    return changed(spark, before, now, true);
  }

  private static GivenInputs changed(
      SparkSession spark, Map<Table, List<Row>> before, Map<Table, List<Row>> now, boolean few) {
    GivenInputs inputs = inputs(spark, now);
    TABLES.forEach(
        table -> {
          List<Row> added = new ArrayList<>(now.get(table));
          added.removeAll(before.get(table));
          List<Row> removed = new ArrayList<>(before.get(table));
          removed.removeAll(now.get(table));
          inputs.withChanges(
              table,
              new Changes(
                  inputs.rows(table, added),
                  removed.isEmpty() ? Optional.empty() : Optional.of(inputs.rows(table, removed)),
                  few));
        });
    return inputs;
  }

  private static Dataset<Row> stored(GivenInputs inputs, List<Row> histories) {
    List<Row> rows =
        histories.stream()
            .map(row -> RowFactory.create(row.get(0), row.get(1), row.get(2), row.get(3)))
            .toList();
    return inputs.rows(CustomerHistory.TABLE, rows);
  }

  private static List<Row> stays(List<Row> rows) {
    return rows.stream().filter(row -> !row.<Boolean>getAs(Write.GONE.name())).toList();
  }

  private static Map<String, String> printed(List<Row> histories) {
    Map<String, String> printed = new TreeMap<>();
    histories.forEach(
        row -> assertThat(printed.put(row.getString(0), printed(row))).as("%s", row).isNull());
    return printed;
  }

  private static Dataset<Row> step(GivenInputs inputs) {
    return Histories.step(ZoneId.of("UTC")).build(inputs, RUN);
  }

  private static List<Row> built(GivenInputs inputs) {
    Dataset<Row> rows = step(inputs);
    return List.of(rows.columns()).contains(Rejects.REASONS.name())
        ? rows.where(functions.not(Rejects.any())).collectAsList()
        : rows.collectAsList();
  }

  private static String printed(Row row) {
    byte[] sessions = row.getAs(3);
    return "%s %s %s"
        .formatted(
            row.get(1),
            HexFormat.of().formatHex(row.getAs(2)),
            sessions == null ? "" : HexFormat.of().formatHex(sessions));
  }
}
