package io.clientele.publish.postgres;

import static io.clientele.publish.postgres.World.CUSTOMER;
import static io.clientele.publish.postgres.World.CUSTOMERS;
import static io.clientele.publish.postgres.World.FEATURES;
import static io.clientele.publish.postgres.World.MEMBERSHIPS;
import static io.clientele.publish.postgres.World.METRICS;
import static io.clientele.publish.postgres.World.MONDAY;
import static io.clientele.publish.postgres.World.RECENCY;
import static io.clientele.publish.postgres.World.SEGMENT;
import static io.clientele.publish.postgres.World.SEGMENTATION;
import static io.clientele.publish.postgres.World.SERVED;
import static io.clientele.publish.postgres.World.SPEND;
import static io.clientele.publish.postgres.World.TUESDAY;
import static io.clientele.publish.postgres.World.gold;
import static io.clientele.publish.postgres.World.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.clientele.problem.UserError;
import io.clientele.problem.UserError.Kind;
import io.clientele.step.AsOf;
import io.clientele.step.Inputs;
import io.clientele.step.Run;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class PublishToPostgresSparkTest {
  private static final String MEMBERS =
      "SELECT tenant_id, as_of, segment, customer_id FROM clientele.segment_memberships"
          + " ORDER BY 1, 2, 3, 4";
  private static final String SEGMENTS =
      "SELECT tenant_id, segmentation, segment, as_of, run_id FROM clientele.segments"
          + " ORDER BY 1, 2, 3";

  private SparkSession spark;
  private TestDatabase database;

  @BeforeEach
  void start(SparkSession session) {
    spark = session;
    database = TestDatabase.empty("publications");
  }

  @Test
  void shouldShowWhatTheLakeHolds() {
    List<Row> receipts = publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b"));

    assertThat(receipts.stream().map(Row::toString))
        .containsExactly(
            "[run-1,1,2026-03-02,postgres,gold.customer_features,2]",
            "[run-1,1,2026-03-02,postgres,gold.segment_memberships,2]",
            "[run-1,1,2026-03-02,postgres,gold.segment_metrics,1]");
    assertThat(database.rows(MEMBERS))
        .containsExactly("demo|2026-03-02|Loyal|a", "demo|2026-03-02|Loyal|b");
    assertThat(
            database.rows(
                "SELECT customer_id, spend, recency_days FROM clientele.customer_features"))
        .containsExactlyInAnyOrder("a|12.3400|null", "b|12.3400|null");
    assertThat(segments("demo"))
        .extracting(PublishedSegment::segment, PublishedSegment::customers, PublishedSegment::runId)
        .containsExactly(tuple("Loyal", 2L, "run-1"));
    assertThat(segments("other")).isEmpty();
    assertThat(stages()).isEmpty();
  }

  @Test
  void shouldShowTheSameWhateverThePartitions() {
    List<String> customers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      customers.add("c" + (100 + i));
    }
    GivenInputs shop = shop(MONDAY, customers.toArray(String[]::new));
    publish(run("one", 1, MONDAY), shop);

    publish(
        run("two", 1, MONDAY),
        shop.with(MEMBERSHIPS, shop.all(MEMBERSHIPS).repartition(11, CUSTOMER.col()))
            .with(FEATURES, shop.all(FEATURES).coalesce(1)));

    for (String table : List.of("segment_memberships", "customer_features", "segment_metrics")) {
      assertThat(content(table, "two")).isNotEmpty().isEqualTo(content(table, "one"));
    }
  }

  @Test
  void shouldChangeNothingTheSecondTime() {
    List<Row> first = publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b"));
    List<String> before = everything();

    List<Row> second = publish(run("demo", 1, MONDAY), shop(MONDAY, "x"));

    assertThat(second).isEqualTo(first);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void shouldShowCurrentRowsAndKeepTheHistoryOfFigures() {
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b"));
    publish(run("demo", 2, TUESDAY), shop(TUESDAY, "b", "c", "d"));

    assertThat(database.rows(MEMBERS))
        .containsExactly(
            "demo|2026-03-03|Loyal|b", "demo|2026-03-03|Loyal|c", "demo|2026-03-03|Loyal|d");
    assertThat(database.rows("SELECT as_of, customers FROM clientele.segment_metrics ORDER BY 1"))
        .containsExactly("2026-03-02|2", "2026-03-03|3");
    assertThat(database.rows(SEGMENTS)).containsExactly("demo|rfm|Loyal|2026-03-03|run-2");
  }

  @Test
  void shouldLeaveOtherDatesAndTenantsAlone() {
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a"));

    GivenInputs both = shop(MONDAY, "z");
    GivenInputs tuesday = shop(TUESDAY, "b");
    for (Table table : List.of(MEMBERSHIPS, FEATURES, METRICS)) {
      both.with(table, both.all(table).unionAll(tuesday.all(table)));
    }
    publish(run("other", 7, TUESDAY), both);

    assertThat(database.rows(MEMBERS))
        .containsExactly("demo|2026-03-02|Loyal|a", "other|2026-03-03|Loyal|b");
  }

  @Test
  void shouldRefuseARunThatWasOvertaken() {
    publish(run("demo", 2, TUESDAY), shop(TUESDAY, "b"));
    List<String> before = everything();

    assertRefused(
        () -> publish(run("demo", 1, MONDAY), shop(MONDAY, "a")),
        Kind.REFUSED,
        "Cannot publish run run-1 \\(number 1\\) of tenant demo: run run-2 \\(number 2\\) is published there and is newer\\. Start a new run; .*");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void shouldNotLetNothingTakeThePlaceOfRowsUnlessTold() {
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b"));
    List<String> before = everything();

    assertRefused(
        () -> publish(run("demo", 2, TUESDAY), shop(MONDAY, "a", "b")),
        Kind.REFUSED,
        "Cannot publish gold\\.segment_memberships of tenant demo as of 2026-03-03: 0 rows would take the place of 2 published ones\\. Look why .*");
    assertThat(everything()).isEqualTo(before);

    new PublishToPostgres(database.target(), SERVED, OnEmpty.REPLACE)
        .build(shop(MONDAY, "a"), run("demo", 2, TUESDAY));
    assertThat(database.rows(MEMBERS)).isEmpty();
    assertThat(segments("demo")).isEmpty();
  }

  @Test
  void shouldPublishAnEmptyWorldTheFirstTime() {
    List<Row> receipts = publish(run("demo", 1, MONDAY), new GivenInputs(spark));

    assertThat(receipts).extracting(row -> row.getLong(5)).containsOnly(0L);
  }

  @Test
  void shouldClearWhatAKilledRunLeft() {
    try (Session session = Session.open(database.login())) {
      Migrations.apply(session);
      Staging killed = new Staging(session, database.login(), run("demo", 1, MONDAY));
      for (ServedTable served : SERVED.tables()) {
        killed.load(served, shop(MONDAY, "a", "b").all(served.table()));
      }
    }
    assertThat(stages()).hasSize(3);

    publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b"));

    assertThat(database.rows(MEMBERS)).hasSize(2);
    assertThat(stages()).isEmpty();
  }

  @Test
  void shouldShowReadersTheOldUntilAllIsNew() throws Exception {
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b"));
    List<String> old = everything();
    CompletableFuture<List<Row>> publishing;
    try (Session blocker = Session.open(database.login())) {
      // The publisher gets as far as its receipts, behind all rows, and has to wait there.
      blocker.execute(new Sql("BEGIN; LOCK TABLE clientele.publications IN SHARE MODE"));
      publishing =
          CompletableFuture.supplyAsync(() -> publish(run("demo", 2, TUESDAY), shop(TUESDAY, "c")));
      while (!publishing.isDone() && !isWaiting()) {
        Thread.onSpinWait();
      }
      assertThat(everything()).isEqualTo(old);
      blocker.execute(new Sql("COMMIT"));
    }

    publishing.get();
    assertThat(database.rows(MEMBERS)).containsExactly("demo|2026-03-03|Loyal|c");
  }

  @Test
  void shouldTellThatTheServerWentAwayMeanwhile() {
    Dataset<Row> deadly = deadly(shop(MONDAY, "a").all(FEATURES), database.login());

    assertRefused(
        () -> publish(run("demo", 1, MONDAY), shop(MONDAY, "a").with(FEATURES, deadly)),
        Kind.UNAVAILABLE,
        "Cannot reach Postgres at 127.0.0.1:\\d+/publications as clientele: .*");
    assertThat(database.rows(MEMBERS)).isEmpty();
  }

  @Test
  void shouldCarryAFieldThatJoinsLater() {
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a"));
    Field joined = Field.required("orders_30d", Types.COUNT, "Orders in 30 days.");
    List<Field> fields = new ArrayList<>(FEATURES.fields());
    fields.add(2, joined);
    Table wider = gold("customer_features", fields, FEATURES.key());

    GivenInputs shop =
        shop(TUESDAY, "b")
            .with(
                Rows.of(wider).row().with(AsOf.FIELD, TUESDAY).with(CUSTOMER, "b").with(joined, 5L),
                wider);
    new PublishToPostgres(
            database.target(), new Served(List.of(MEMBERSHIPS, wider), METRICS), OnEmpty.REFUSE)
        .build(shop, run("demo", 2, TUESDAY));

    assertThat(database.rows("SELECT customer_id, orders_30d FROM clientele.customer_features"))
        .containsExactly("b|5");
    assertThat(comments("customer_features")).contains("orders_30d|Orders in 30 days.");
  }

  @Test
  void shouldShowNothingInAFieldThatLeft() {
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b"));
    List<Field> fields = new ArrayList<>(FEATURES.fields());
    fields.remove(SPEND);
    Table narrower = gold("customer_features", fields, FEATURES.key());

    GivenInputs shop = shop(TUESDAY, "b");
    shop.with(narrower, shop.all(FEATURES).drop(SPEND.name()));
    new PublishToPostgres(
            database.target(), new Served(List.of(MEMBERSHIPS, narrower), METRICS), OnEmpty.REFUSE)
        .build(shop, run("demo", 2, TUESDAY));

    assertThat(database.rows("SELECT customer_id, spend FROM clientele.customer_features"))
        .containsExactly("b|null");
  }

  @Test
  void shouldKeepKeysAndIndexesFromTheFirstPublicationOn() {
    String indexes =
        "SELECT indexname FROM pg_indexes WHERE tablename = 'segment_memberships' ORDER BY 1";
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a"));
    List<String> first = database.rows(indexes);
    publish(run("demo", 2, TUESDAY), shop(TUESDAY, "b"));
    database.run("DROP INDEX clientele.segment_memberships_segment");
    // As after a run that ended between its rows and the indexes.
    publish(run("demo", 2, TUESDAY), shop(TUESDAY, "b"));

    assertThat(first)
        .contains("segment_memberships_pkey", "segment_memberships_segment")
        .isEqualTo(database.rows(indexes));
  }

  @Test
  void shouldWriteOverRowsWithoutTouchingIndexesWhereOnlyFiguresChange() throws Exception {
    String counts =
        "SELECT n_tup_ins, n_tup_upd, n_tup_hot_upd, n_tup_del FROM pg_stat_user_tables"
            + " WHERE relname = 'segment_memberships'";
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a", "b", "c"));

    publish(run("demo", 2, TUESDAY), shop(TUESDAY, "b", "c", "d"));

    // Counts follow when a session has ended.
    for (int tries = 0; tries < 100 && !database.rows(counts).equals(List.of("4|2|2|1")); tries++) {
      Thread.sleep(100);
    }
    assertThat(database.rows(counts)).containsExactly("4|2|2|1");
    assertThat(database.rows(MEMBERS))
        .containsExactly(
            "demo|2026-03-03|Loyal|b", "demo|2026-03-03|Loyal|c", "demo|2026-03-03|Loyal|d");
  }

  @Test
  void shouldLetTwoTenantsPublishFirstAtOnce() {
    List<CompletableFuture<List<Row>>> publishing =
        Stream.of("one", "two")
            .map(
                tenant ->
                    CompletableFuture.supplyAsync(
                        () -> publish(run(tenant, 1, MONDAY), shop(MONDAY, "a", "b"))))
            .toList();

    assertThat(publishing).allSatisfy(each -> assertThat(each.join()).hasSize(3));
    assertThat(content("segment_memberships", "one"))
        .hasSize(2)
        .isEqualTo(content("segment_memberships", "two"));
  }

  @Test
  void shouldExplainEveryColumnInTheWordsOfItsField() {
    publish(run("demo", 1, MONDAY), shop(MONDAY, "a"));

    for (Table table : List.of(MEMBERSHIPS, FEATURES, METRICS)) {
      List<String> expected = new ArrayList<>(List.of("tenant_id|Tenant that the row belongs to."));
      table.fields().forEach(field -> expected.add(field.name() + "|" + field.doc()));
      assertThat(comments(table.name())).isEqualTo(expected);
    }
  }

  @Test
  void shouldRefuseTablesThatAreNotReplacedByDate() {
    assertThatThrownBy(() -> new Served(List.of(Publications.TABLE), METRICS))
        .hasMessageStartingWith("Cannot serve ops.publications: it is written as Append[]");
    assertThatThrownBy(() -> new Served(List.of(), FEATURES))
        .hasMessageStartingWith("Cannot serve gold.customer_features as metrics");
  }

  private GivenInputs shop(LocalDate asOf, String... customers) {
    Rows memberships = Rows.of(MEMBERSHIPS);
    Rows features = Rows.of(FEATURES);
    for (String customer : customers) {
      memberships
          .row()
          .with(AsOf.FIELD, asOf)
          .with(SEGMENTATION, "rfm")
          .with(SEGMENT, "Loyal")
          .with(CUSTOMER, customer);
      features
          .row()
          .with(AsOf.FIELD, asOf)
          .with(CUSTOMER, customer)
          .with(SPEND, "12.34")
          .with(RECENCY, null);
    }
    Rows metrics =
        Rows.of(METRICS)
            .row()
            .with(AsOf.FIELD, asOf)
            .with(SEGMENTATION, "rfm")
            .with(SEGMENT, "Loyal")
            .with(CUSTOMERS, (long) customers.length);
    return new GivenInputs(spark)
        .with(memberships, MEMBERSHIPS)
        .with(features, FEATURES)
        .with(metrics, METRICS);
  }

  private List<Row> publish(Run run, Inputs in) {
    return new PublishToPostgres(database.target(), SERVED, OnEmpty.REFUSE)
        .build(in, run)
        .collectAsList();
  }

  private List<PublishedSegment> segments(String tenant) {
    try (Postgres postgres = database.target().open()) {
      return postgres.segments(tenant);
    }
  }

  private List<String> everything() {
    List<String> rows = new ArrayList<>(database.rows(MEMBERS));
    rows.addAll(database.rows(SEGMENTS));
    rows.addAll(database.rows("SELECT * FROM clientele.customer_features ORDER BY 1, 3"));
    rows.addAll(database.rows("SELECT * FROM clientele.segment_metrics ORDER BY 1, 2, 3, 4"));
    rows.addAll(database.rows("SELECT * FROM clientele.publications ORDER BY 1, 2, 3"));
    return rows;
  }

  private List<String> content(String table, String tenant) {
    return database.rows(
        "SELECT to_jsonb(t) - 'tenant_id' FROM clientele.%s t WHERE tenant_id = '%s' ORDER BY 1"
            .formatted(table, tenant));
  }

  private List<String> comments(String table) {
    return database.rows(
        "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute"
            + " WHERE attrelid = 'clientele.%s'::regclass AND attnum > 0 ORDER BY attnum"
                .formatted(table));
  }

  private List<String> stages() {
    return database.rows("SELECT relname FROM pg_class WHERE relname LIKE 'stage\\_%'");
  }

  private boolean isWaiting() {
    return database
        .rows(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'clientele.publications'::regclass")
        .equals(List.of("1"));
  }

  /** Rows that end every session of their database when they are read. */
  private static Dataset<Row> deadly(Dataset<Row> rows, Login login) {
    return rows.filter(
        (FilterFunction<Row>)
            row -> {
              try (Session session = Session.open(login)) {
                return session
                    .query(
                        new Sql(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()"),
                        ended -> true)
                    .contains(true);
              }
            });
  }

  private static void assertRefused(Runnable work, Kind kind, String message) {
    assertThatThrownBy(work::run)
        .isInstanceOf(UserError.class)
        .hasMessageMatching(message)
        .extracting(e -> ((UserError) e).kind())
        .isEqualTo(kind);
  }
}
