package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.clientele.publish.postgres.OnEmpty;
import io.clientele.settings.Settings.Server;
import io.clientele.silver.Customers;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.source.files.Mapping;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsOrderTest {
  @TempDir private Path temp;
  private Conf conf;

  @BeforeEach
  void copyTheShippedSettings() {
    conf = Conf.in(temp);
  }

  @Test
  void shouldLetTheTenantThenVariablesThenFlagsWin() {
    conf.write("base/clustering.yaml", "clustering: {clusters: 3, partitions: 4, iterations: 9}");
    assertThat(conf.read().clustering().clusters()).isEqualTo(3);

    conf.shop("clustering: {clusters: 5}");
    assertThat(conf.read().clustering().clusters()).isEqualTo(5);

    conf.variable("CLIENTELE_CLUSTERING_CLUSTERS", "7");
    assertThat(conf.read().clustering().clusters()).isEqualTo(7);

    conf.flag("clustering.clusters", "9");
    assertThat(conf.read().clustering().clusters()).isEqualTo(9);
    assertThat(conf.read().clustering().partitions()).isEqualTo(4);
  }

  @Test
  void shouldAddATenantsStreamsToThoseOfAllTenants() {
    conf.write(
        "base/files.yaml",
        """
        files:
          streams:
            people:
              path: people.csv
              layout: csv
              feeds: {customers: {source_id: id, city: town}}
        """);
    conf.shop("files: {streams: {people: {path: persons.csv, feeds: {customers: {city: null}}}}}");

    assertThat(conf.read().files().streams())
        .extracting(stream -> stream.name() + " " + stream.path())
        .containsExactly("orders orders.csv", "people persons.csv");
    assertThat(conf.read().files().streams().get(1).feeds().get(Customers.TABLE).values())
        .containsOnly(entry(Origin.SOURCE_ID, Mapping.Value.column("id")));
  }

  @Test
  void shouldReadVariablesOfKeysWithDashes() {
    conf.variable("CLIENTELE_POSTGRES_ON_EMPTY", "replace");

    assertThat(conf.read().postgres().onEmpty()).isEqualTo(OnEmpty.REPLACE);
  }

  @Test
  void shouldPublishToAServerThatVariablesName() {
    conf.variable("CLIENTELE_POSTGRES_MODE", "server")
        .variable("CLIENTELE_POSTGRES_URL", "jdbc:postgresql://db:5432/shop")
        .variable("CLIENTELE_POSTGRES_USER", "publisher")
        .variable("CLIENTELE_POSTGRES_PASSWORD", "hunter2");

    Server.Existing server = (Server.Existing) conf.read().postgres().server();

    assertThat(server.url()).isEqualTo("jdbc:postgresql://db:5432/shop");
    assertThat(server.user()).isEqualTo("publisher");
    assertThat(server.password().reveal()).isEqualTo("hunter2");
    assertThat(conf.read().toString()).contains("env:CLIENTELE_POSTGRES_PASSWORD");
    assertThat(conf.read().toString()).doesNotContain("hunter2");
  }

  @Test
  void shouldReachAStoreThatVariablesName() {
    conf.variable("CLIENTELE_LAKE_S3_ENDPOINT", "http://store:9000")
        .variable("CLIENTELE_LAKE_S3_ACCESS_KEY", "ann")
        .variable("CLIENTELE_LAKE_S3_SECRET_KEY", "hunter2");

    Settings.S3 store = conf.read().s3();

    assertThat(store.endpoint()).contains("http://store:9000");
    assertThat(store.keys().orElseThrow().access().reveal()).isEqualTo("ann");
    assertThat(store.keys().orElseThrow().secret().reveal()).isEqualTo("hunter2");
    assertThat(conf.read().toString()).doesNotContain("hunter2");
  }

  @Test
  void shouldLetAFlagTakeThePlaceOfAFormattedColumn() {
    Mapping orders =
        conf.flag("files.streams.purchases.feeds.orders.placed_at", "day")
            .read("cdnow")
            .files()
            .streams()
            .get(0)
            .feeds()
            .get(Orders.TABLE);

    assertThat(orders.values()).containsEntry(Orders.PLACED_AT, Mapping.Value.column("day"));
  }

  @Test
  void shouldLeaveVariablesAloneThatBelongToNoSection() {
    conf.variable("CLIENTELE_HOME", "/elsewhere").variable("PATH", "/bin");

    assertThat(conf.read().lakeRoot()).isEqualTo(conf.home().resolve("lake").toString());
  }

  @Test
  void shouldKeepAddressesAndMakePathsAbsolute() {
    conf.flag("lake.root", "s3a://bucket/lake").flag("files.input", "exports/today");

    assertThat(conf.read().lakeRoot()).isEqualTo("s3a://bucket/lake");
    assertThat(conf.read().files().input())
        .contains(Path.of("exports/today").toAbsolutePath().toString());
  }
}
