package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import io.clientele.testkit.S3Server;
import io.clientele.testkit.SparkExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3IT {
  private static final Map<String, String> KEYS =
      Map.of("STORE_KEY", S3Server.ACCESS_KEY, "STORE_SECRET", S3Server.SECRET_KEY);

  @TempDir static Path folder;
  private static S3Server server;
  private static TinyShop shop;
  private static Path input;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(folder.resolve("s3"));
    shop = new TinyShop(folder);
    input = shop.orders("input", "orders.csv", "1,ann,2026-01-05,10.00", "2,bob,2026-01-06,7.50");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Test
  void shouldKeepTheLakeInABucket() {
    tenant("shop", server.bucket("lakes") + "/of-shops", server.endpoint());

    Answer first = run("shop", KEYS, "--run-id", "first");
    Answer again = run("shop", KEYS, "--run-id", "first");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).containsPattern("clusters +Unclustered +2 +2 .* 17\\.50");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(shop.home().resolve("lake")).doesNotExist();
    requireSecret(first.out() + first.err() + again.err());

    Answer second = run("shop", KEYS, "--run-id", "second");
    String segments = typed("segments list --tenant shop").out();
    Answer maintained = typed("maintain --tenant shop --set lake.keep-days=7");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(maintained.code()).as(maintained.err()).isZero();
    assertThat(typed("segments list --tenant shop").out()).isEqualTo(segments).contains("17.50");
    requireSecret(maintained.out() + maintained.err());
  }

  /** Spark shows its settings in its user interface, its logs and its event logs. */
  private static void requireSecret(String told) {
    SparkSession session = SparkExtension.session();
    assertThat(told).doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
    assertThat(session.sparkContext().getConf().toDebugString())
        .doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
    assertThat(session.conf().getAll().toString())
        .doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
  }

  @Test
  void shouldTellABucketThatIsNotThere() {
    tenant("lost", "s3a://no-such-bucket/lake", server.endpoint());
    requireTold(run("lost", KEYS), 2, "s3a://no-such-bucket/lake", "found no such bucket");
  }

  @Test
  void shouldTellKeysThatTheStoreRefuses() {
    tenant("refused", server.bucket("refusing") + "/lake", server.endpoint());
    Map<String, String> wrong = Map.of("STORE_KEY", "someone", "STORE_SECRET", "hunter2");
    requireTold(run("refused", wrong), 2, "s3a://refusing/lake", "refused the keys", "secret-key");

    tenant("mistaken", server.bucket("mistaking") + "/lake", server.endpoint());
    Map<String, String> mistaken =
        Map.of("STORE_KEY", S3Server.ACCESS_KEY, "STORE_SECRET", "hunter2");
    requireTold(run("mistaken", mistaken), 2, "s3a://mistaking/lake", "refused the keys");
  }

  @Test
  void shouldTellKeysThatAreNowhere() {
    tenant("forgetful", server.bucket("forgotten") + "/lake", server.endpoint());
    requireTold(run("forgetful", Map.of()), 2, "env:STORE_KEY", "expected the secret");
  }

  @Test
  void shouldTellWithinSecondsThatTheStoreIsDown() {
    // Port 9 is nobody's: the service that once had it discarded what it was told.
    tenant("down", "s3a://down/lake", "http://127.0.0.1:9");
    Instant begun = Instant.now();
    requireTold(run("down", KEYS), 4, "s3a://down/lake", "does not answer", "Try again later");
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(1));
  }

  private static Answer typed(String command) {
    return shop.type(KEYS, shop.home(), command);
  }

  private static void tenant(String name, String root, String endpoint) {
    shop.tenant(
        name,
        "lake:",
        "  root: " + root,
        "  s3:",
        "    endpoint: " + endpoint,
        "    path-style: true",
        "    access-key: env:STORE_KEY",
        "    secret-key: env:STORE_SECRET");
  }

  private static Answer run(String tenant, Map<String, String> environment, String... more) {
    return shop.type(
        environment,
        shop.home(),
        "run --as-of 2026-02-01 --input " + input + " --tenant " + tenant,
        more);
  }

  private static void requireTold(Answer answer, int code, String... parts) {
    assertThat(answer.code()).as(answer.err()).isEqualTo(code);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines()).hasSize(1).first().asString().contains(parts);
    assertThat(answer.err()).doesNotContain("hunter2", S3Server.SECRET_KEY, "Exception");
  }
}
