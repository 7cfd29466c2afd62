package io.clientele.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedIT {
  private static final int STOPPED = 143;
  private static final int KILLED = 137;

  /** How long a person who stops a run waits, and then some for a busy machine. */
  private static final long PATIENCE_SECONDS = 30;

  @TempDir static Path folder;
  private static ShopFiles shop;
  private static Map<String, List<String>> undisturbed;

  @BeforeAll
  static void runUndisturbedOnOneCore() throws Exception {
    Path home = home("undisturbed");
    shop = ShopFiles.generate(home, folder.resolve("shop"));
    List<String> oneCore =
        List.of(
            "-Dspark.master=local[1]",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.ui.enabled=false",
            "-Dspark.local.dir=" + home.resolve("tmp"));
    try (Child child = Child.start(home, oneCore, words("nightly"))) {
      assertThat(child.end()).as(child.said()).isZero();
    }
    assertThat(Child.processesOf(home)).isEmpty();
    undisturbed = Published.rows(home, "demo");
    assertThat(undisturbed).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
  }

  /** What the files tell, once records that come twice or were corrected are sorted out. */
  @Test
  void shouldHavePublishedWhatIsTrueOfTheShop() throws IOException {
    Map<String, String> published =
        Published.query(
                folder.resolve("undisturbed"),
                "select customer_id, orders, cast(net_spend as numeric(28, 2))"
                    + " from clientele.customer_features where tenant_id = 'demo'")
            .stream()
            .collect(toMap(row -> row.split("\\|", 2)[0], row -> row.split("\\|", 2)[1]));

    List<Map<String, String>> truths = shop.truths();
    assertThat(published).hasSameSizeAs(truths);
    for (Map<String, String> truth : truths) {
      String orders = truth.get("orders") + "|";
      // Amounts of other currencies are what the tenant's settings make of them.
      boolean plain = truth.get("currency").equals("EUR");
      assertThat(published.get("shop:" + truth.get("customer_id")))
          .startsWith(plain ? orders + truth.get("net_spend") : orders);
    }
  }

  @Test
  void shouldGoOnAfterItWasToldToStopAndThenKilledWhilePublishing() throws Exception {
    Path home = home("disturbed");
    stopWhileCleaning(home);
    killWhilePublishing(home);

    Answer rest = type(home, "nightly");
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.err()).contains("done before");
    assertThat(Published.rows(home, "demo")).isEqualTo(undisturbed);
    assertThat(Child.processesOf(home)).isEmpty();
  }

  private static void stopWhileCleaning(Path home) throws Exception {
    try (Child child = Child.start(home, List.of(), words("nightly"))) {
      child.awaitLine("clean ");
      Answer second = type(home, "second");
      assertThat(second.code()).isEqualTo(2);
      assertThat(second.err())
          .matches(
              "Cannot start run second: run nightly, started at 20\\S+Z, is at work on tenant demo\\."
                  + " Wait for it to end\\.\\s+");

      child.terminate();
      assertThat(child.endWithin(PATIENCE_SECONDS)).as(child.said()).isEqualTo(STOPPED);
      assertThat(child.said()).doesNotContain("Internal error", "Exception");
    }
    assertThat(Child.processesOf(home)).isEmpty();
  }

  private static void killWhilePublishing(Path home) throws Exception {
    try (Child child = Child.start(home, List.of(), words("nightly"))) {
      child.awaitFile(home.resolve("postgres"));
      child.awaitFile(home.resolve("postgres/port"));
      child.kill();
      assertThat(child.end()).isEqualTo(KILLED);
      assertThat(child.said()).contains("done before");
    }
    assertThat(Child.processesOf(home)).as("the server that nobody stopped").isNotEmpty();
  }

  @Test
  void shouldStopTheServerThatItServes() throws Exception {
    Path home = home("served");
    try (Child child = Child.start(home, List.of(), List.of("serve"))) {
      child.awaitLine("serving");
      assertThat(Child.processesOf(home.resolve("postgres"))).isNotEmpty();
      child.terminate();
      assertThat(child.endWithin(PATIENCE_SECONDS)).as(child.said()).isEqualTo(STOPPED);
    }
    assertThat(Child.processesOf(home)).isEmpty();
  }

  private static Path home(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static Answer type(Path home, String runId) {
    return new Typed(home).run(words(runId).toArray(String[]::new));
  }

  private static List<String> words(String runId) {
    return List.of(
        "run",
        "--tenant",
        "demo",
        "--input",
        shop.folder().toString(),
        "--as-of",
        "2026-07-01",
        "--run-id",
        runId,
        "--set",
        "clustering.clusters=3");
  }
}
