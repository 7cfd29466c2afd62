package io.clientele.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import io.clientele.job.Jobs;
import io.clientele.publish.postgres.Postgres;
import io.clientele.publish.postgres.PostgresTarget;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * What must not change what is published. Each law has a tenant of its own in one home: so they
 * share a server, and each shows besides that tenants are kept apart.
 */
class LawsIT {
  private static final String AS_OF = "2026-01-01";

  /** The start of the as-of date in the tenants' zone. */
  private static final Instant AS_OF_BEGINS = Instant.parse("2025-12-31T23:00:00Z");

  private static final String REFERENCE = "reference";
  private static final List<String> TENANTS = List.of(REFERENCE, "shuffled", "future", "stopped");
  private static final List<String> JOBS = List.copyOf(Jobs.DOCS.keySet());
  private static final long SEED = Long.getLong("laws.seed", new Random().nextLong());

  @TempDir static Path home;
  private static ShopFiles shop;
  private static Postgres server;
  private static Map<String, List<String>> reference;
  private final Random random = new Random(SEED);

  @BeforeAll
  static void runUndisturbed() throws IOException {
    // Told a master, the command line leaves the session's settings to whoever told it.
    System.setProperty("spark.master", "local[2]");
    writeSettings();
    shop = ShopFiles.generate(home, home.resolve("shop"));
    server = new PostgresTarget.Embedded(home.resolve("postgres"), 0).open();
    requireDone(type(REFERENCE, shop, "run"));
    reference = published(REFERENCE);
    assertThat(reference).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
  }

  @AfterAll
  static void letGo() {
    System.clearProperty("spark.master");
    server.close();
  }

  @BeforeEach
  void tellTheSeed(TestReporter reporter) {
    reporter.publishEntry("laws.seed", Long.toString(SEED));
  }

  @AfterEach
  void restoreTheSession() {
    SparkExtension.session().conf().unset("spark.sql.adaptive.coalescePartitions.enabled");
  }

  @Test
  void shouldChangeNothingWhenRunAgain() throws IOException {
    List<Path> commits = commits(REFERENCE);

    requireDone(type(REFERENCE, shop, "run"));
    assertThat(commits(REFERENCE)).as("commits after the same run id").isEqualTo(commits);
    assertThat(published(REFERENCE)).as("after the same run id").isEqualTo(reference);

    requireDone(typeAs("another", REFERENCE, shop, "run"));
    assertThat(published(REFERENCE)).as("after another run id").isEqualTo(reference);
  }

  @Test
  void shouldNotDependOnFilesRowOrderAndPartitions() throws IOException {
    ShopFiles shuffled = shop.shuffled(home.resolve("shuffled"), random);
    shuffleInto(7);
    requireDone(type("shuffled", shuffled, "run"));
    assertSame("shuffled");
  }

  @Test
  void shouldNotDependOnTheFuture() throws IOException {
    ShopFiles future = shop.withAnotherFuture(home.resolve("future"), AS_OF_BEGINS);
    Answer answer = type("future", future, "run");
    requireDone(answer);
    assertThat(answer.err()).as("later rows count as any others").doesNotContain("quarantine");
    assertSame("future");
  }

  @Test
  void shouldDoTheSameJobByJobAndGoOnWhereItStopped() {
    shuffleInto(1);
    List<String> before = JOBS.subList(0, 1 + random.nextInt(JOBS.size() - 1));
    before.forEach(job -> requireDone(type("stopped", shop, job)));
    assertThat(published("stopped").values()).allSatisfy(rows -> assertThat(rows).isEmpty());

    Answer rest = type("stopped", shop, "run");
    requireDone(rest);
    assertThat(rest.err().lines().filter(line -> line.contains("done before")))
        .as("steps of %s", before)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(before).contains(line.split(" ", 2)[0]));
    assertSame("stopped");
  }

  private static void assertSame(String tenant) {
    Map<String, List<String>> rows = published(tenant);
    reference.forEach(
        (table, expected) ->
            assertThat(rows.get(table))
                .as("%s of %s, laws.seed=%d", table, tenant, SEED)
                .isEqualTo(expected));
  }

  /** Small partitions stay apart too, or all would be one again. */
  private static void shuffleInto(int partitions) {
    var conf = SparkExtension.session().conf();
    conf.set("spark.sql.shuffle.partitions", Integer.toString(partitions));
    conf.set("spark.sql.adaptive.coalescePartitions.enabled", "false");
  }

  private static Answer type(String tenant, ShopFiles files, String command) {
    return typeAs("first", tenant, files, command);
  }

  private static Answer typeAs(String runId, String tenant, ShopFiles files, String command) {
    return new Typed(home)
        .conf(home.resolve("conf"))
        .run(
            command,
            "--tenant",
            tenant,
            "--input",
            files.folder().toString(),
            "--as-of",
            AS_OF,
            "--run-id",
            runId,
            "--set",
            "clustering.clusters=3");
  }

  private static void requireDone(Answer answer) {
    assertThat(answer.code()).as(answer.err()).isZero();
  }

  /** All rows, without the tenant that each begins with. */
  private static Map<String, List<String>> published(String tenant) {
    Map<String, List<String>> tables = new TreeMap<>();
    Published.rows(home, tenant)
        .forEach(
            (table, rows) ->
                tables.put(
                    table,
                    rows.stream().map(row -> row.replace("(" + tenant + ",", "(")).toList()));
    return tables;
  }

  private static List<Path> commits(String tenant) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("lake").resolve(tenant))) {
      return files.filter(file -> file.getParent().endsWith("_delta_log")).sorted().toList();
    }
  }

  /** The shipped settings of the made-up shop under several names, for files cut into pieces. */
  private static void writeSettings() throws IOException {
    Path shipped = Typed.checkout().resolve("conf");
    for (Path file : list(shipped.resolve("base"))) {
      copy(file, home.resolve("conf/base"));
    }
    for (String tenant : TENANTS) {
      for (Path file : list(shipped.resolve("tenants/demo"))) {
        copy(file, home.resolve("conf/tenants").resolve(tenant));
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    String text =
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("(path: \\w+)\\.csv$", "$1*.csv"))
            .collect(joining("\n"));
    Files.writeString(folder.resolve(file.getFileName()), text);
  }
}
