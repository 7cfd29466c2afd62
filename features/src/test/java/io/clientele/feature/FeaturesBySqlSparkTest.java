package io.clientele.feature;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.history.CustomerHistory;
import io.clientele.history.Histories;
import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Identities;
import io.clientele.silver.Messages;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.step.Run;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All features of a made-up shop, row by row against the same in SQL, computed by DuckDB from the
 * same silver tables. The world holds days on which clocks change, a leap day, sessions over
 * midnight, equal times, and ties.
 */
@ExtendWith(SparkExtension.class)
class FeaturesBySqlSparkTest {
  private static final long SEED = Long.getLong("features.seed", new Random().nextLong());
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final Set<LocalDate> DATES =
      Set.of(LocalDate.parse("2024-03-11"), LocalDate.parse("2024-03-01"));
  private static final Instant LAST = Instant.parse("2024-03-20T00:00:00Z");
  private static final int PEOPLE = 60;
  private static final List<String> KINDS =
      List.of(
          "page_viewed",
          "product_viewed",
          "product_added_to_cart",
          "checkout_started",
          "message_sent",
          "message_delivered",
          "message_opened",
          "message_clicked",
          "custom");

  private final Random random = new Random(SEED);
  private final Map<Table, Rows> tables = new HashMap<>();

  @TempDir Path folder;

  @Test
  void shouldAgreeRowByRow(SparkSession spark) throws Exception {
    makeUp();
    GivenInputs in = new GivenInputs(spark);
    tables.forEach((table, rows) -> in.with(rows, table));
    Dataset<Row> features = CustomerFeatures.TABLE.conform(Features.of(histories(in), DATES));
    Map<LocalDate, Map<String, Map<String, Object>>> ours = told(features.collectAsList());

    store(spark);
    for (LocalDate date : DATES) {
      assertThat(ours.get(date)).as("customers as of %s", date).hasSizeGreaterThan(PEOPLE / 2);
      compare(ours.get(date), answers(date), "seed %d, as of %s".formatted(SEED, date));
    }
  }

  @Test
  void shouldNotChangeByWhatHappensFromTheDateOn(SparkSession spark) {
    makeUp();
    LocalDate date = DATES.iterator().next();
    Instant begins = date.atStartOfDay(ZONE).toInstant();
    GivenInputs all = new GivenInputs(spark);
    GivenInputs other = new GivenInputs(spark);
    tables.forEach(
        (table, rows) -> {
          all.with(rows, table);
          other.with(table, withAnotherFuture(table, rows.in(spark), begins));
        });

    Map<LocalDate, Map<String, Map<String, Object>>> told = told(all, date);

    assertThat(told.get(date)).hasSizeGreaterThan(PEOPLE / 2);
    assertThat(told(other, date)).as("seed %d, as of %s", SEED, date).isEqualTo(told);
  }

  /** What is from then on is gone, but for orders, which refunds may name: they are worth more. */
  private static Dataset<Row> withAnotherFuture(Table table, Dataset<Row> rows, Instant begins) {
    Function<Field, Column> since = time -> time.col().geq(lit(begins));
    if (table.equals(Orders.TABLE)) {
      return rows.withColumn(
          Orders.REPORTED_TOTAL.name(),
          Orders.REPORTED_TOTAL.from(
              when(since.apply(Orders.PLACED_AT), 9_999).otherwise(Orders.REPORTED_TOTAL.col())));
    }
    if (table.equals(Messages.TABLE)) {
      Dataset<Row> sent = rows.where(not(since.apply(Messages.SENT_AT)));
      for (Field time : List.of(Messages.FIRST_OPENED_AT, Messages.FIRST_CLICKED_AT)) {
        sent = sent.withColumn(time.name(), time.from(when(not(since.apply(time)), time.col())));
      }
      return sent;
    }
    return Stream.of(Events.OCCURRED_AT, Refunds.REFUNDED_AT)
        .filter(table.fields()::contains)
        .findFirst()
        .map(time -> rows.where(not(since.apply(time))))
        .orElse(rows);
  }

  private static Map<LocalDate, Map<String, Map<String, Object>>> told(
      GivenInputs in, LocalDate date) {
    return told(
        CustomerFeatures.TABLE.conform(Features.of(histories(in), Set.of(date))).collectAsList());
  }

  private static Dataset<Row> histories(GivenInputs in) {
    Run run = new Run("r", 1, "shop", LAST.atZone(ZONE).toLocalDate(), 0, Instant.EPOCH, Map.of());
    return CustomerHistory.TABLE
        .conform(Histories.step(ZONE).build(in, run))
        .drop(Rejects.REASONS.name());
  }

  private static void compare(
      Map<String, Map<String, Object>> ours, Map<String, Map<String, Object>> theirs, String as) {
    assertThat(ours.keySet()).as(as).isEqualTo(theirs.keySet());
    ours.forEach(
        (customer, features) -> {
          Map<String, Object> sql = theirs.get(customer);
          assertThat(sql.keySet()).as(as).isSubsetOf(features.keySet());
          features.forEach(
              (feature, value) -> {
                String what = "%s of %s, %s".formatted(feature, customer, as);
                if (value instanceof Double number) {
                  assertThat((Double) sql.get(feature))
                      .as(what)
                      .isNotNull()
                      .isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number))));
                } else {
                  assertThat(sql.get(feature)).as(what).isEqualTo(value);
                }
              });
        });
  }

  /** By date, customer and feature; numbers all alike. */
  private static Map<LocalDate, Map<String, Map<String, Object>>> told(List<Row> rows) {
    Map<LocalDate, Map<String, Map<String, Object>>> told = new HashMap<>();
    for (Row row : rows) {
      Map<String, Object> features = new TreeMap<>();
      for (Feature feature : Catalogue.FEATURES) {
        Object value = row.getAs(feature.field().name());
        features.put(
            feature.field().name(), value instanceof Number number ? number.doubleValue() : value);
      }
      told.computeIfAbsent(row.getLocalDate(0), date -> new TreeMap<>())
          .put(row.getString(1), features);
    }
    return told;
  }

  private void store(SparkSession spark) {
    tables.forEach(
        (table, rows) ->
            rows.in(spark).coalesce(1).write().parquet(folder.resolve(table.name()).toString()));
  }

  private Map<String, Map<String, Object>> answers(LocalDate date)
      throws SQLException, IOException {
    Map<String, Map<String, Object>> answers = new TreeMap<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (Table table : tables.keySet()) {
        statement.execute(
            "create view %1$s as select * from read_parquet('%2$s/%1$s/*.parquet')"
                .formatted(table.name(), folder));
      }
      statement.execute("set variable as_of = date '%s'".formatted(date));
      statement.execute("set variable zone = '%s'".formatted(ZONE));
      statement.execute(sql());
      try (ResultSet rows = statement.executeQuery("select * from features")) {
        while (rows.next()) {
          Map<String, Object> features =
              answers.computeIfAbsent("shop:" + rows.getString(1), customer -> new TreeMap<>());
          Object number = rows.getObject(3);
          features.put(rows.getString(2), number == null ? rows.getString(4) : number);
        }
      }
    }
    return answers;
  }

  private static String sql() throws IOException {
    try (InputStream in = FeaturesBySqlSparkTest.class.getResourceAsStream("features.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void makeUp() {
    for (Table table :
        List.of(
            Customers.TABLE,
            Identities.TABLE,
            Orders.TABLE,
            OrderLines.TABLE,
            Refunds.TABLE,
            Events.TABLE,
            Messages.TABLE)) {
      tables.put(table, Rows.of(table));
    }
    for (int i = 0; i < PEOPLE; i++) {
      String person = "p" + i;
      row(Identities.TABLE)
          .with(CustomerIdentifiers.CUSTOMER_SOURCE_ID, person)
          .with(Identities.CUSTOMER_ID, "shop:" + person);
      if (random.nextInt(4) > 0) {
        row(Customers.TABLE)
            .with(Origin.SOURCE_ID, person)
            .with(Origin.SOURCE_CREATED_AT, random.nextInt(5) > 0 ? time() : null)
            .with(Customers.IS_TEST, random.nextInt(20) == 0);
      }
      int orders = random.nextInt(7);
      for (int o = 0; o < orders; o++) {
        order(person, person + "-" + o);
      }
      visits(person, random.nextInt(12));
      messages(person, random.nextBoolean() ? random.nextInt(8) : 0);
    }
    order(null, "anonymous");
    visits(null, 3);
    messages(null, 3);
  }

  private void order(String person, String id) {
    String status = pick("COMPLETED", "COMPLETED", "COMPLETED", "REFUNDED", "CANCELLED");
    row(Orders.TABLE)
        .with(Origin.SOURCE_ID, id)
        .with(Origin.CUSTOMER_SOURCE_ID, person)
        .with(Orders.PLACED_AT, time())
        .with(Orders.STATUS, status)
        .with(Orders.IS_TEST, random.nextInt(25) == 0)
        .with(Orders.ITEM_COUNT, random.nextBoolean() ? 1 + random.nextInt(4) : null)
        .with(Orders.SALES_CHANNEL, random.nextInt(5) == 0 ? null : pick("web", "store", "app"));
    BigDecimal total = BigDecimal.valueOf(random.nextInt(6) == 0 ? 0 : random.nextInt(20_000), 2);
    tables
        .get(Orders.TABLE)
        .with(Orders.NET_TOTAL, total)
        .with(Orders.REPORTED_TOTAL, total)
        .with(Orders.REPORTED_DISCOUNT, random.nextInt(3) == 0 ? random.nextInt(30) : 0);
    int lines = random.nextInt(4);
    for (int line = 0; line < lines; line++) {
      row(OrderLines.TABLE)
          .with(Origin.SOURCE_ID, id + "-" + line)
          .with(OrderLines.ORDER_SOURCE_ID, id)
          .with(OrderLines.CATEGORY, random.nextInt(6) == 0 ? null : pick("Books", "Toys", "Art"))
          .with(OrderLines.QUANTITY, 1 + random.nextInt(3))
          .with(OrderLines.LINE_TOTAL, 5 * (random.nextInt(5) - 1));
    }
    if (random.nextInt(4) == 0) {
      row(Refunds.TABLE)
          .with(Origin.SOURCE_ID, "r" + id)
          .with(Refunds.ORDER_SOURCE_ID, random.nextInt(4) == 0 ? null : id)
          .with(Origin.CUSTOMER_SOURCE_ID, random.nextBoolean() ? person : null)
          .with(Refunds.REFUNDED_AT, time())
          .with(Refunds.REPORTED_AMOUNT, BigDecimal.valueOf(random.nextInt(3_000), 2));
    }
  }

  /** Visits with and without the source's session id, some over midnight. */
  private void visits(String person, int count) {
    for (int visit = 0; visit < count; visit++) {
      Instant at = time();
      String session = random.nextBoolean() ? person + "-s" + visit : null;
      int events = 1 + random.nextInt(5);
      for (int event = 0; event < events; event++) {
        row(Events.TABLE)
            .with(Origin.SOURCE_ID, person + "-" + visit + "-" + event)
            .with(Origin.CUSTOMER_SOURCE_ID, person)
            .with(Events.EVENT_NAME, KINDS.get(random.nextInt(KINDS.size())))
            .with(Events.OCCURRED_AT, at)
            .with(Events.SESSION_ID, session);
        at = at.plus(Duration.ofMinutes(random.nextInt(45)));
      }
    }
  }

  /** Some opened long after they were sent, some clicked though they never were opened. */
  private void messages(String person, int count) {
    for (int message = 0; message < count; message++) {
      Instant sent = time();
      row(Messages.TABLE)
          .with(Origin.SOURCE_ID, person + "-m" + message)
          .with(Origin.CUSTOMER_SOURCE_ID, person)
          .with(Messages.SENT_AT, sent)
          .with(Messages.FIRST_OPENED_AT, random.nextBoolean() ? later(sent) : null)
          .with(Messages.FIRST_CLICKED_AT, random.nextInt(3) == 0 ? later(sent) : null)
          .with(Messages.OPEN_COUNT, (long) random.nextInt(9));
    }
  }

  private Instant later(Instant at) {
    return at.plus(Duration.ofHours(random.nextInt(8) == 0 ? random.nextInt(2_000) : 3));
  }

  /** Within the last two years, mostly lately, sometimes at the very turn of a local day. */
  private Instant time() {
    long back = random.nextInt(3) == 0 ? 700 : 40;
    Instant at = LAST.minus(Duration.ofSeconds((long) (random.nextDouble() * back * 86_400)));
    LocalDate day = at.atZone(ZONE).toLocalDate();
    return random.nextInt(8) == 0
        ? day.atStartOfDay(ZONE).toInstant().minusMillis(random.nextInt(2))
        : at.truncatedTo(ChronoUnit.MILLIS);
  }

  private Rows row(Table table) {
    return tables.get(table).row();
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
