package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import io.clientele.lake.Lakes;
import io.clientele.publish.postgres.Postgres;
import io.clientele.publish.postgres.PostgresTarget;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.step.Lake;
import io.clientele.testkit.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongInputIT {
  private static final String PASSWORD = "CLIENTELE_POSTGRES_PASSWORD";

  @TempDir static Path folder;
  private static TinyShop shop;
  private static Path good;
  private Set<String> before;

  @BeforeAll
  static void takeGoodFiles() {
    shop = new TinyShop(folder).tenant("tiny");
    good = shop.orders("good", "orders.csv", "1,ann,2026-01-05,10.00", "2,bob,2026-01-06,7.50");
    Answer first = extract("--input", good.toString(), "--run-id", "first");
    assertThat(first.code()).as(first.err()).isZero();
  }

  private static Answer extract(String... more) {
    return shop.type("extract --tenant tiny --as-of 2026-02-01", more);
  }

  @BeforeEach
  void lookAtTheLake() {
    before = shop.lake();
  }

  @AfterEach
  void shouldLeaveTheLakeAsItWas() {
    assertThat(shop.lake()).isEqualTo(before);
    assertThat(shop.leftOver()).isEmpty();
  }

  @Test
  void shouldTellBadYaml() {
    shop.tenant("bad-yaml", "run:", "  seed: [1, 2");
    requireTold(
        shop.type("run --tenant bad-yaml"), 2, "settings of tenant bad-yaml", "more.yaml:2", "bad");
  }

  @Test
  void shouldTellAnUnknownKey() {
    shop.tenant("unknown-key", "clustering:", "  cluster: 5");
    requireTold(
        shop.type("run --tenant unknown-key"),
        2,
        "more.yaml:2",
        "clustering.cluster: unknown key",
        "Did you mean clusters?");
  }

  @Test
  void shouldTellAnUnknownTenant() {
    requireTold(shop.type("run --tenant tinny"), 2, "'tinny'", "no folder", "Did you mean tiny?");
  }

  @Test
  void shouldTellABadAsOfDate() {
    for (String command : List.of("run --tenant tiny", "segments list --tenant tiny")) {
      requireTold(
          shop.type(command, "--as-of", "2026-02-30"),
          2,
          "--as-of",
          "'2026-02-30'",
          "a date such as 2026-11-22",
          "--help");
    }
  }

  @Test
  void shouldTellThatNoInputIsGiven() {
    requireTold(shop.type("run --tenant tiny"), 2, "tenant tiny", "no input", "--input");
  }

  @Test
  void shouldTellAMissingInput() {
    requireTold(
        extract("--input", folder.resolve("nowhere").toString()),
        2,
        folder.resolve("nowhere").toString(),
        "found nothing there",
        "Correct the path");
  }

  @Test
  void shouldTellAFolderWithoutFiles() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    shop.tenant("newcomer");
    requireTold(
        shop.type("run --tenant newcomer --input", empty.toString()),
        2,
        empty.toString(),
        "nothing",
        "orders*.csv",
        "Put the files there");
  }

  @Test
  void shouldTellAMappedColumnThatIsMissing() {
    Path lacking = shop.write("lacking/orders.csv", "id,customer,when,total\n3,cid,2026-01-07,1\n");
    requireTold(
        extract("--input", lacking.getParent().toString()),
        2,
        "orders.csv",
        "no column 'day'",
        "[id, customer, when, total]",
        "stream orders");
  }

  @Test
  void shouldTellDatesThatCannotBeRead() {
    Path dates =
        shop.orders("dates", "orders-b.csv", "3,cid,07.01.2026,1.00", "4,cid,08.01.2026,2.00");
    requireTold(
        extract("--input", dates.toString()),
        2,
        "orders-b.csv",
        "column 'day'",
        "'99.99.9999'",
        "ISO 8601",
        "stream orders");
  }

  /** Streams before the broken one may have noted that they found nothing new. */
  @Test
  void shouldTellFilesThatAreBrokenAndTakeThemOnceTheyAreWhole() throws IOException {
    shop.streams(
        "hostile",
        TinyShop.stream("orders", "orders*.csv", "csv"),
        TinyShop.stream("packed", "*.csv.gz", "csv"),
        TinyShop.stream("bought", "*.parquet", "parquet"));
    Path input = shop.orders("hostile", "orders.csv", "1,ann,2026-01-05,10.00");
    Map<String, byte[]> whole =
        Map.of(
            "more.csv.gz", gzip("id,customer,day,total\n" + "g,cid,2026-01-06,2.00\n".repeat(99)),
            "more.parquet", parquet("p", "dan", "2026-01-07", "3.00"));
    hostile("extract", input);
    List<Long> taken = records();

    for (String name : whole.keySet()) {
      byte[] bytes = whole.get(name);
      for (int length : List.of(bytes.length / 2, bytes.length - 1)) {
        Files.write(input.resolve(name), Arrays.copyOf(bytes, length));
        requireTold(
            hostile("extract", input),
            2,
            "Cannot read file ",
            name + ": ",
            ". Check that it is whole");
        assertThat(records()).isEqualTo(taken);
      }
      Files.delete(input.resolve(name));
    }
    Files.write(input.resolve("orders-nul.csv"), new byte[5000]);
    requireTold(hostile("extract", input), 2, "file orders-nul.csv", "no column 'customer'");
    assertThat(records()).isEqualTo(taken);

    for (String name : whole.keySet()) {
      Files.write(input.resolve(name), whole.get(name));
    }
    shop.orders("hostile", "orders-nul.csv", "n\0,eve,2026-01-08,4.00", "n,eve,2026-01-08,4.00");
    assertThat(hostile("extract", input).code()).isZero();
    Answer clean = hostile("clean", input);
    assertThat(clean.code()).as(clean.err()).isZero();
    assertThat(keys("hostile")).containsExactlyInAnyOrder("1", "g", "p", "n");
    before = shop.lake();
  }

  /** How many records of each stream are stored. */
  private static List<Long> records() {
    return Stream.of("orders", "packed", "bought")
        .map(stream -> shop.home().resolve("lake/hostile/bronze/file_" + stream).toString())
        .map(table -> SparkExtension.session().read().format("delta").load(table).count())
        .toList();
  }

  private static Answer hostile(String job, Path input) {
    return shop.type(job + " --tenant hostile --as-of 2026-02-01 --input", input.toString());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] parquet(Object... cells) throws IOException {
    StructType columns = StructType.fromDDL("id string, customer string, day string, total string");
    Path target = folder.resolve("parquet");
    SparkExtension.session()
        .createDataFrame(List.of(RowFactory.create(cells)), columns)
        .coalesce(1)
        .write()
        .parquet(target.toString());
    try (Stream<Path> files = Files.list(target)) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
  }

  private static List<String> keys(String tenant) {
    Lake lake =
        Lakes.open(SparkExtension.session(), shop.home().resolve("lake").toString(), tenant);
    return lake.current(Orders.TABLE)
        .select(Origin.SOURCE_ID.col())
        .as(Encoders.STRING())
        .collectAsList();
  }

  @Test
  void shouldTellThatARunIdStandsForAnotherRequest() {
    Answer date =
        shop.type(
            "extract --tenant tiny --run-id first --as-of 2026-03-01 --input", good.toString());
    requireTold(date, 2, "run id first", "2026-02-01", "2026-03-01", "another run id");

    Answer input = extract("--run-id", "first", "--input", folder.toString());
    requireTold(input, 2, "run id first", good + ", now", folder + ".", "another run id");

    Answer settings =
        extract("--run-id", "first", "--input", good.toString(), "--set", "clustering.clusters=3");
    requireTold(settings, 2, "run id first", "under settings", "now found", "another run id");
  }

  @Test
  void shouldTellThatARunIdStandsForWhatItWasAskedToDo() {
    Answer other = extract("--run-id", "first", "--input", good.toString(), "--rebuild", "silver");
    requireTold(other, 2, "run id first", "none, now asked for: rebuild [silver]");
  }

  @Test
  void shouldTellAFileThatWasNeverTaken() {
    Answer typo = shop.type("files forget order.csv --tenant tiny --input", good.toString());
    requireTold(typo, 2, "Cannot forget file order.csv of tenant tiny", "files list --tenant tiny");
  }

  @Test
  void shouldTellAHomeThatCannotBeWritten() {
    Path below = shop.write("a-file", "no folder").resolve("home");
    requireTold(
        shop.type(Map.of(), below, "run --tenant tiny --input", good.toString()),
        2,
        "tenant tiny",
        below.toString(),
        "can be written");
    requireTold(
        shop.type(Map.of(), below, "segments list --tenant tiny"), 2, below.toString(), "--home");
  }

  @Test
  void shouldTellALakeThatCannotBeWritten() {
    Path below = shop.write("another-file", "no folder").resolve("lake");
    String root = "lake.root=" + below;
    requireTold(
        shop.type("run --tenant tiny --set", root, "--input", good.toString()),
        2,
        below.toString(),
        "can be written");
    requireTold(
        shop.type("segments list --tenant tiny --set", root),
        2,
        below.toString(),
        "can be written");
  }

  @Test
  void shouldTellAWrongPasswordBeforeAnyWork() {
    try (Postgres postgres =
        new PostgresTarget.Embedded(Path.of("target/test-postgres"), 0).open()) {
      shop.tenant("refused", "postgres:", server(postgres.jdbcUrl(), postgres.user()));
      Answer answer =
          shop.type(
              Map.of(PASSWORD, "not-the-password"),
              shop.home(),
              "run --tenant refused --input",
              good.toString());
      requireTold(answer, 2, "127.0.0.1:", "password was refused", "Correct them");
      assertThat(answer.err()).doesNotContain("not-the-password");
      requireUntouched("refused");
    }
  }

  @Test
  void shouldTellAPasswordThatIsNowhere() {
    shop.tenant(
        "forgetful",
        "postgres:",
        server("jdbc:postgresql://127.0.0.1:5432/clientele", "ann"),
        "  password: env:NOT_THERE");
    requireTold(
        shop.type("run --tenant forgetful --input", good.toString()),
        2,
        "env:NOT_THERE",
        "expected the secret");
    requireUntouched("forgetful");
  }

  @Test
  void shouldTellThatTheDatabaseIsDownBeforeAnyWork() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String url = "jdbc:postgresql://127.0.0.1:" + closed + "/clientele";
    shop.tenant("down", "postgres:", server(url, "ann"));
    requireTold(
        shop.type(
            Map.of(PASSWORD, "secret"), shop.home(), "run --tenant down --input", good.toString()),
        4,
        "127.0.0.1:" + closed,
        "refused",
        "Start the server");
    requireUntouched("down");
  }

  private static String server(String url, String user) {
    return "  mode: server\n  url: " + url + "\n  user: " + user;
  }

  /** Not even a run was opened. */
  private static void requireUntouched(String tenant) {
    assertThat(shop.home().resolve("lake").resolve(tenant)).doesNotExist();
  }

  /** Told in one line behind those on the run's progress. */
  private static void requireTold(Answer answer, int code, String... parts) {
    List<String> lines = answer.err().lines().toList();
    assertThat(answer.code()).as(answer.err()).isEqualTo(code);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).doesNotContain("Exception", "Internal error");
    assertThat(lines.get(lines.size() - 1)).contains(parts).matches("(Cannot|Invalid) .*\\S");
    assertThat(lines.subList(0, lines.size() - 1))
        .allMatch(line -> line.matches("(run|extract) .*"));
  }
}
