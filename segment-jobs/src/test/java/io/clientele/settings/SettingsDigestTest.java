package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsDigestTest {
  @TempDir private Path temp;
  @TempDir private Path elsewhere;

  @Test
  void shouldStayTheSameWhereverSettingsLieAndWhicheverPlaceSetsThem() {
    Conf conf = Conf.in(temp);
    String digest = conf.flag("files.input", conf.home() + "/demo").read().digest();
    Conf other = Conf.in(elsewhere);
    other
        .shop("clustering: {partitions: 4}\n")
        .flag("clustering.clusters", "6")
        .variable("CLIENTELE_RUN_SEED", "42")
        .flag("files.input", other.home() + "/demo");

    assertThat(other.read().digest()).isEqualTo(digest).matches("[0-9a-f]{64}");
    assertThat(other.read().digest()).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource({
    "clustering.clusters, 7",
    "clustering.partitions, 8",
    "run.seed, 43",
    "tenant.zone, UTC",
    "tenant.currency, GBP",
    "files.input, /data",
    "files.connection, store",
    "files.streams.orders.path, order.csv",
    "files.streams.orders.layout, parquet",
    "files.streams.orders.delimiter, ;",
    "files.streams.orders.feeds.orders.net_total, gross",
    "postgres.on-empty, replace",
    "lake.root, s3a://bucket/lake",
    "lake.keep-days, 31",
    "lake.keep-rejects-days, 366",
    "lake.s3.endpoint, https://s3.example.com",
    "lake.s3.region, eu-central-1",
    "lake.s3.path-style, true",
  })
  void shouldChangeWithEveryKey(String key, String value) {
    String digest = Conf.in(temp).read().digest();

    assertThat(Conf.in(temp).flag(key, value).read().digest()).isNotEqualTo(digest);
  }

  @Test
  void shouldFollowWhereASecretIsAndNotWhatItIs() {
    assertThat(server("env:A").variable("A", "hunter2").read().digest())
        .isEqualTo(server("env:A").variable("A", "hunter3").read().digest())
        .isNotEqualTo(server("env:B").read().digest());
  }

  private Conf server(String password) {
    return Conf.in(temp)
        .flag("postgres.mode", "server")
        .flag("postgres.url", "jdbc:postgresql://db/shop")
        .flag("postgres.user", "me")
        .flag("postgres.password", password);
  }
}
