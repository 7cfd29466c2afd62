package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.job.CheckLog;
import io.clientele.lake.Lakes;
import io.clientele.lake.Quarantine;
import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Identities;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Refunds;
import io.clientele.step.Lake;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dkilled.times} and {@code -Dkilled.seed} say how often, and repeat what failed. */
class KilledIT {
  private static final int TIMES = Integer.getInteger("killed.times", 2);
  private static final long SEED = Long.getLong("killed.seed", new Random().nextLong());
  private static final int KILLED = 137;
  private static final List<String> JOBS = List.of("extract", "clean");
  private static final List<Table> TABLES =
      List.of(
          Customers.TABLE,
          CustomerIdentifiers.TABLE,
          Identities.TABLE,
          Orders.TABLE,
          OrderLines.TABLE,
          Refunds.TABLE,
          Events.TABLE,
          Quarantine.TABLE,
          CheckLog.TABLE);

  @TempDir static Path folder;
  private static ShopFiles shop;
  private static Map<String, List<String>> undisturbed;
  private static Map<String, Long> undisturbedMillis;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    Path home = home("undisturbed");
    shop = ShopFiles.generate(home, folder.resolve("shop"));
    Files.writeString(shop.folder().resolve("orders-bad.csv"), badOrders());
    undisturbedMillis = new LinkedHashMap<>();
    for (String job : JOBS) {
      long begun = 0;
      try (Child child = Child.start(home, List.of(), words(job))) {
        child.awaitLine("run ");
        begun = System.nanoTime();
        assertThat(child.end()).as(child.said()).isZero();
      }
      undisturbedMillis.put(job, (System.nanoTime() - begun) / 1_000_000);
    }
    undisturbed = rows(home);
    assertThat(undisturbed).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
  }

  /** Whose second line goes to quarantine. */
  private static String badOrders() throws IOException {
    List<String> lines = Files.readAllLines(shop.folder().resolve("orders.csv"));
    String bad = lines.get(1).replaceAll("20\\d\\d-\\d\\d-\\d\\dT", "yesterday ");
    return String.join("\n", lines.get(0), lines.get(1), bad, "");
  }

  @Test
  void shouldEndAsIfItHadNeverBeenKilled(TestReporter reporter) throws Exception {
    reporter.publishEntry("killed.seed", Long.toString(SEED));
    Random random = new Random(SEED);
    Path home = home("home-0");
    int killed = 0;
    for (int homes = 1; killed < TIMES; home = home("home-" + homes++)) {
      for (String job : JOBS) {
        while (killed < TIMES && wasKilled(home, job, random)) {
          killed++;
        }
      }
      for (String job : JOBS) {
        Typed.Answer answer = new Typed(home).run(words(job).toArray(String[]::new));
        assertThat(answer.code()).as("%s after seed %d: %s", job, SEED, answer.err()).isZero();
      }
      assertThat(rows(home)).as("seed %d, %d kills", SEED, killed).isEqualTo(undisturbed);
    }
  }

  /** False where the job was done before the moment came that was drawn for it. */
  private static boolean wasKilled(Path home, String job, Random random) throws Exception {
    try (Child child = Child.start(home, List.of(), words(job))) {
      child.awaitLine("run ");
      child.killAfter(random.nextLong(undisturbedMillis.get(job)));
      return child.end() == KILLED;
    }
  }

  private static Map<String, List<String>> rows(Path home) {
    Lake lake = Lakes.open(SparkExtension.session(), home.resolve("lake").toString(), "demo");
    Map<String, Long> versions = lake.versions(TABLES);
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Table table : TABLES) {
      long version = versions.getOrDefault(table.id(), Lake.ABSENT);
      rows.put(
          table.id(),
          lake.read(table, version).toJSON().collectAsList().stream().sorted().toList());
    }
    return rows;
  }

  private static Path home(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static List<String> words(String job) {
    return List.of(
        job,
        "--tenant",
        "demo",
        "--input",
        shop.folder().toString(),
        "--as-of",
        "2026-07-01",
        "--run-id",
        "nightly",
        "--set",
        "files.streams.orders.path=orders*.csv");
  }
}
