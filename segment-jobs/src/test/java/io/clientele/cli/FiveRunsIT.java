package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import io.clientele.feature.CustomerFeatures;
import io.clientele.lake.Lakes;
import io.clientele.step.Lake;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A made-up shop's records, dealt out at random to five runs, among mistakes that later runs put
 * right: a file that is corrected in its place, one that should never have come, a record that
 * cannot be read at first, a currency without a rate. In the end silver is the shop's truth, as it
 * is where the same records come all at once, in other files and another order; so is what follows.
 */
class FiveRunsIT {
  private static final long SEED = Long.getLong("five.seed", new Random().nextLong());
  private static final int RUNS = 5;
  private static final String FIVE = "five";
  private static final String ONE = "one";
  private static final String WRONG = "orders-wrong.csv";

  private final Random random = new Random(SEED);

  @TempDir Path home;

  @Test
  void shouldEndInTheTruthWhateverCameWhenAndHow() throws IOException {
    Path shop = ShopFiles.generate(home, home.resolve("shop")).folder();
    Map<Told, List<String>> records = new LinkedHashMap<>();
    for (Told told : Told.ALL) {
      records.put(told, told.records(shop));
    }
    writeTenants();

    liveThroughFiveRuns(records);
    assertTruth(FIVE, records);
    assertThat(openRejects()).as("seed %d", SEED).isZero();

    deal(records, home.resolve(ONE), List.of(0));
    requireDone(type(ONE, "run"));
    assertTruth(ONE, records);
    assertThat(rows(FIVE, CustomerFeatures.TABLE))
        .as("features, seed %d", SEED)
        .isNotEmpty()
        .isEqualTo(rows(ONE, CustomerFeatures.TABLE));
  }

  private void liveThroughFiveRuns(Map<Told, List<String>> records) throws IOException {
    Path files = home.resolve(FIVE);
    List<Map<Path, List<String>>> dealt = deal(records, files, List.of(0, 0, 0, 1, 2, 3, 4));

    write(dealt.get(0));
    takeAndClean();
    assertThat(openRejects()).as("amounts without a rate, seed %d", SEED).isPositive();

    write(dealt.get(1));
    Path refunds = files.resolve("refunds-1.csv");
    write(refunds, mistaken(dealt.get(1).get(refunds), Told.REFUNDS, "amount", "1.00"));
    write(files.resolve(WRONG), wrongOrders(records.get(Told.ORDERS)));
    takeAndClean();

    write(Map.of(refunds, dealt.get(1).get(refunds)));
    write(dealt.get(2));
    Path customers = files.resolve("customers-2.csv");
    write(customers, mistaken(dealt.get(2).get(customers), Told.CUSTOMERS, "updated_at", "lately"));
    takeAndClean();

    write(Map.of(customers, dealt.get(2).get(customers)));
    write(dealt.get(3));
    requireDone(type(FIVE, "files forget " + WRONG));

    write(dealt.get(4));
    writeRates(FIVE, "{CHF: 1.05, GBP: 1.17, USD: 0.92}");
    Answer retried = type(FIVE, "quarantine retry");
    requireDone(retried);
    assertThat(retried.err()).containsPattern("retried [1-9][0-9,]* rejected records: .* 0 remain");
  }

  private void takeAndClean() {
    requireDone(type(FIVE, "extract"));
    requireDone(type(FIVE, "clean"));
  }

  /** Files for each run: every record in one of them, in any order, and in each some of a kind. */
  private List<Map<Path, List<String>>> deal(
      Map<Told, List<String>> records, Path folder, List<Integer> chances) throws IOException {
    Files.createDirectories(folder);
    List<Map<Path, List<String>>> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      runs.add(new TreeMap<>());
    }
    records.forEach(
        (told, rows) -> {
          List<String> shuffled = new ArrayList<>(rows);
          Collections.shuffle(shuffled, random);
          Iterator<Integer> each = new TreeSet<>(chances).iterator();
          for (String row : shuffled) {
            int run = each.hasNext() ? each.next() : chances.get(random.nextInt(chances.size()));
            Path file = folder.resolve(told.file("-" + run));
            List<String> lines = runs.get(run).computeIfAbsent(file, f -> new ArrayList<>());
            lines.add(random.nextInt(lines.size() + 1), row);
          }
        });
    if (chances.size() == 1) {
      write(runs.get(0));
    }
    return runs;
  }

  private static void write(Map<Path, List<String>> files) throws IOException {
    for (Map.Entry<Path, List<String>> file : files.entrySet()) {
      write(file.getKey(), file.getValue());
    }
  }

  private static void write(Path file, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>(Told.of(file).head());
    lines.addAll(rows);
    Files.write(file, lines);
  }

  /** The rows with another text in one column of the first few. */
  private static List<String> mistaken(
      List<String> rows, Told told, String column, String mistake) {
    List<String> mistaken = new ArrayList<>(rows);
    for (int i = 0; i < Math.min(3, rows.size()); i++) {
      mistaken.set(i, told.with(rows.get(i), column, mistake));
    }
    return mistaken;
  }

  /** Newer than every right one, and one order that there never was. */
  private static List<String> wrongOrders(List<String> orders) {
    return Stream.concat(
            orders.stream().limit(6), Stream.of(Told.ORDERS.with(orders.get(0), "order_id", "x")))
        .map(row -> Told.ORDERS.with(row, "total", "99999.99"))
        .map(row -> Told.ORDERS.with(row, "updated_at", "2026-06-30T23:59:59Z"))
        .toList();
  }

  private void assertTruth(String tenant, Map<Told, List<String>> records) {
    records.forEach(
        (told, rows) ->
            assertThat(told.rows(read(tenant, told.table())))
                .as("%s of %s, seed %d", told, tenant, SEED)
                .isEqualTo(told.truth(rows)));
  }

  private List<String> rows(String tenant, Table table) {
    // As many as there are customers in the small shop.
    return read(tenant, table).toJSON().collectAsList().stream().sorted().toList();
  }

  private Dataset<Row> read(String tenant, Table table) {
    Lake lake = Lakes.open(SparkExtension.session(), home.resolve("lake").toString(), tenant);
    return lake.current(table);
  }

  private long openRejects() throws IOException {
    Answer listed = type(FIVE, "quarantine list --output json");
    assertThat(listed.code()).as(listed.err()).isZero();
    return Json.MAPPER.readTree(listed.out()).path("records").asLong(-1);
  }

  private Answer type(String tenant, String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--tenant", tenant));
    if (!command.startsWith("quarantine list")) {
      words.addAll(List.of("--input", home.resolve(tenant).toString(), "--as-of", "2026-07-01"));
    }
    return new Typed(home).conf(home.resolve("conf")).run(words.toArray(String[]::new));
  }

  private static void requireDone(Answer answer) {
    assertThat(answer.code()).as("seed %d: %s", SEED, answer.err()).isZero();
  }

  private void writeTenants() throws IOException {
    Path shipped = Typed.checkout().resolve("conf");
    copy(shipped.resolve("base"), home.resolve("conf/base"));
    for (String tenant : List.of(FIVE, ONE)) {
      copy(shipped.resolve("tenants/demo"), home.resolve("conf/tenants").resolve(tenant));
      Files.writeString(
          home.resolve("conf/tenants").resolve(tenant).resolve("quality.yaml"),
          "quality: {max-rejected: 0.9}\n");
    }
    writeRates(FIVE, "{GBP: 1.17, USD: 0.92}");
  }

  private void writeRates(String tenant, String rates) throws IOException {
    Files.writeString(
        home.resolve("conf/tenants").resolve(tenant).resolve("rates.yaml"), "rates: " + rates);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
