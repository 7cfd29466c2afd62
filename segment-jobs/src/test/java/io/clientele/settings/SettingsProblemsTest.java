package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsProblemsTest {
  private static final String SHOP = "Invalid settings of tenant shop: ";

  @TempDir private Path temp;
  private Conf conf;

  @BeforeEach
  void copyTheShippedSettings() {
    conf = Conf.in(temp);
  }

  @Test
  void shouldTellEverythingAtOnce() {
    conf.write("base/clustering.yaml", "clustering:\n  clusters: many\n  partitons: 4\n")
        .write("base/run.yaml", "")
        .shop("tenant: {zone: Berlin}\nclustering: {clusters: 1}\n")
        .variable("CLIENTELE_POSTGRES_MODE", "remote")
        .flag("lake.rot", "/lake");

    assertThat(conf.refusal())
        .isEqualTo(
            SHOP
                + """
                9 problems
                  - conf/tenants/shop/shop.yaml:1: tenant.zone: found a second time, expected it only at conf/tenants/shop/more.yaml:1
                  - conf/tenants/shop/more.yaml:1: tenant.zone: found 'Berlin', expected a time zone such as Europe/Berlin or UTC
                  - conf/tenants/shop/more.yaml:2: clustering.clusters: found '1', expected a whole number from 2 to 50
                  - conf/tenants/shop/more.yaml:2: clustering.partitions: found nothing, expected a whole number from 1 to 256
                  - conf/tenants/shop/more.yaml:2: clustering.iterations: found nothing, expected a whole number from 1 to 1000
                  - environment variable CLIENTELE_POSTGRES_MODE: postgres.mode: found 'remote', expected embedded or server
                  - conf/tenants/shop: run.seed: found nothing, expected a whole number of at most 18 digits
                  - conf/base/clustering.yaml:3: clustering.partitons: unknown key. Did you mean partitions?
                  - command line: lake.rot: unknown key. Did you mean lake.root?""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clustering.clusters | many        | expected a whole number from 2 to 50
          clustering.clusters | 8.0         | expected a whole number from 2 to 50
          clustering.clusters | 1_0         | expected a whole number from 2 to 50
          clustering.clusters | 51          | expected a whole number from 2 to 50
          clustering.clusters | 99999999999 | expected a whole number from 2 to 50
          rfm.quantiles       | 2           | expected a whole number from 3 to 5
          rfm.quantiles       | 4.5         | expected a whole number from 3 to 5
          run.seed            | 0x2A        | expected a whole number of at most 18 digits
          tenant.zone         | CET/Berlin  | expected a time zone such as Europe/Berlin or UTC
          tenant.currency     | euros       | expected a currency of ISO 4217 such as EUR
          postgres.on-empty   | REFUSE      | expected refuse or replace
          lake.root           | ~/lake      | expected a folder, a file or an address such as s3a://bucket/folder
          quality.max-rejected | 1.5        | expected a number from 0 to 1
          quality.max-volume  | 0.5         | expected a number from 1 to 1000000
          quality.severity.missing | error  | expected warn or fail
          lake.keep-days      | 6           | expected a whole number from 7 to 3650
          lake.keep-rejects-days | 1y       | expected a whole number from 7 to 3650
          lake.s3.path-style  | yes         | expected true or false
          lake.s3.endpoint    | s3:9000     | expected an address such as https://s3.example.com:9000
          postgres.mode       | yes         | expected embedded or server
          """)
  void shouldRefuseAValueWithItsPlace(String key, String found, String expected) {
    conf.flag(key, found);

    assertThat(conf.refusal())
        .isEqualTo(SHOP + "command line: " + key + ": found '" + found + "', " + expected);
  }

  @Test
  void shouldRefuseHalfAKey() {
    conf.flag("lake.s3.access-key", "env:STORE_KEY");

    assertThat(conf.refusal())
        .isEqualTo(
            SHOP
                + "conf/base/lake.yaml:30: lake.s3.secret-key: found nothing, expected env:NAME or"
                + " file:PATH, where the secret is, here or in conf/tenants/shop");
  }

  @Test
  void shouldNeverReadAMissingNumberAsZero() {
    conf.write("base/run.yaml", "run:\n  seed:\n");

    assertThat(conf.refusal())
        .isEqualTo(
            SHOP
                + "conf/base/run.yaml:2: run.seed: found nothing, expected a whole number of at most 18"
                + " digits, here or in conf/tenants/shop");
  }

  @Test
  void shouldRefuseListsAndKeysWhereAValueIsExpected() {
    conf.write("base/run.yaml", "run:\n  seed: [1, 2]\n").shop("lake: {root: {path: x}}");

    assertThat(conf.refusal())
        .contains("conf/base/run.yaml:2: run.seed: found a list, expected a whole number")
        .contains("conf/tenants/shop/more.yaml:1: lake.root: found keys below it, expected a fold");
  }

  @Test
  void shouldRefuseAValueWhereKeysAreExpected() {
    conf.write("base/run.yaml", "run: 7\n");

    assertThat(conf.refusal())
        .contains("conf/base/run.yaml:1: run: found a value, expected keys below it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          run:\\n  seed: 1: 2\\n | 2: bad YAML: mapping values are not allowed here
          run:\\n  seed: *.x\\n  | 2: bad YAML: while scanning an alias from line 2: unexpected character found .(46)
          run: {seed: 1\\n       | 2: bad YAML: while parsing a flow mapping from line 1: expected ',' or '}', but got <stream end>
          run: "a\\n             | 2: bad YAML: while scanning a quoted scalar from line 1: found unexpected end of stream
          - run\\n               | 1: found a list, expected keys
          run\\n                 | 1: found a value, expected keys
          run: {}\\n---\\na: 1\\n | 3: found a second document, expected one
          """)
  void shouldTellTheLineOfBadYaml(String yaml, String refusal) {
    conf.write("base/run.yaml", yaml.replace("\\n", "\n"));

    assertThat(conf.refusal()).isEqualTo(SHOP + "conf/base/run.yaml:" + refusal);
  }

  @Test
  void shouldTellOfAllFilesThatAreNoYaml() {
    conf.write("base/run.yaml", "run: [").shop("a: b: c");

    assertThat(conf.refusal())
        .contains("2 problems", "conf/base/run.yaml:1: bad YAML", "more.yaml:1: bad YAML: mapping");
  }

  @Test
  void shouldRefuseAKeyTwiceInAFileAndInAFolder() {
    conf.write("base/run.yaml", "run:\n  seed: 1\n  seed: 2\n")
        .write("base/z.yaml", "clustering:\n  clusters: 3\n");

    assertThat(conf.refusal())
        .contains(
            "conf/base/run.yaml:3: run.seed: found a second time, expected it only at"
                + " conf/base/run.yaml:2",
            "conf/base/z.yaml:2: clustering.clusters: found a second time, expected it only at"
                + " conf/base/clustering.yaml:");
  }

  @Test
  void shouldRefuseAliasesAndTags() {
    conf.write("base/run.yaml", "run:\n  seed: !env SEED\n");

    assertThat(conf.refusal())
        .contains("conf/base/run.yaml:2: run.seed: found an alias (*) or a tag (!), expected a");
  }

  @Test
  void shouldRefuseBytesThatAreNoText() throws IOException {
    Files.write(conf.path("base/run.yaml"), new byte[] {'r', (byte) 0xff});

    assertThat(conf.refusal())
        .isEqualTo(SHOP + "conf/base/run.yaml: found bytes that are no text, expected UTF-8");
  }

  @Test
  void shouldRefuseTheOtherEndingOfYamlFiles() {
    conf.write("tenants/shop/more.yml", "run: {seed: 1}");

    assertThat(conf.refusal())
        .isEqualTo(SHOP + "conf/tenants/shop/more.yml: found the ending .yml, expected .yaml");
  }

  @Test
  void shouldSuggestKeysAndElseListThem() {
    conf.shop("run: {sed: 1}\nclusterings: {}\nlake: {folder: /lake}\n");

    assertThat(conf.refusal())
        .contains(
            "more.yaml:1: run.sed: unknown key. Did you mean seed?",
            "more.yaml:2: clusterings: unknown key. Did you mean clustering?",
            "more.yaml:3: lake.folder: unknown key, expected one of keep-days, keep-rejects-days, root, s3");
  }

  @Test
  void shouldRefuseUnknownVariablesOfASection() {
    conf.variable("CLIENTELE_POSTGRES_URI", "x").variable("CLIENTELE_RUN_IDENTIFIER", "x");

    assertThat(conf.refusal())
        .contains(
            "environment variable CLIENTELE_POSTGRES_URI: unknown key."
                + " Did you mean CLIENTELE_POSTGRES_URL?",
            "environment variable CLIENTELE_RUN_IDENTIFIER: unknown key");
  }

  @Test
  void shouldRefuseAnAddressThatNobodyWouldUse() {
    conf.variable("CLIENTELE_POSTGRES_URL", "jdbc:postgresql://db/shop");

    assertThat(conf.refusal())
        .isEqualTo(
            SHOP
                + "environment variable CLIENTELE_POSTGRES_URL: postgres.url: found an address,"
                + " expected none while postgres.mode is embedded");
  }

  @Test
  void shouldTellWhatAServerNeeds() {
    conf.flag("postgres.mode", "server");

    assertThat(conf.refusal())
        .contains(
            "postgres.url: found nothing, expected jdbc:postgresql://HOST:PORT/DATABASE, here or in"
                + " conf/tenants/shop",
            "postgres.user: found nothing, expected the name of a user",
            "postgres.password: found nothing, expected env:NAME or file:PATH");
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://me:hunter2@db/shop, found another kind of address",
    "jdbc:postgresql://me:hunter2@db/shop, found a user or a password in it",
    "jdbc:postgresql://db/shop?user=me&password=hunter2, found a user or a password in it",
  })
  void shouldRefuseAddressesWithCredentialsAndNotTellThem(String url, String refusal) {
    conf.shop(
        "postgres: {mode: server, url: '%s', user: me, password: env:PASSWORD}".formatted(url));

    assertThat(conf.refusal()).contains("postgres.url: " + refusal).doesNotContain("hunter2");
  }

  @Test
  void shouldRefuseAPasswordInPlainTextAndNotTellIt() {
    conf.shop(
        "postgres: {mode: server, url: 'jdbc:postgresql://db/shop', user: me, password: hunter2}");

    assertThat(conf.refusal())
        .isEqualTo(
            SHOP
                + "conf/tenants/shop/more.yaml:1: postgres.password: found the secret itself,"
                + " expected env:NAME or file:PATH, where the secret is");
    conf.flag("postgres.password", "hunter3");
    assertThat(conf.refusal())
        .contains("command line: postgres.password: found the secret itself")
        .doesNotContain("hunter");
  }

  @Test
  void shouldTellWhatATenantHasToSet() {
    conf.write("tenants/shop/shop.yaml", "");

    assertThat(conf.refusal())
        .contains(
            "tenant.zone: found nothing, expected a time zone such as Europe/Berlin or UTC, here or"
                + " in conf/tenants/shop",
            "tenant.currency: found nothing, expected a currency",
            "files.connection: found nothing, expected a small letter",
            "files.streams: found nothing, expected a description of at least one file");
  }

  @Test
  void shouldPointToTheFolderOfSettings() {
    assertThat(catchThrowable(() -> Settings.read(temp, temp, "shop", Map.of(), Map.of())))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot read settings: found no folder "
                + temp.resolve("base")
                + ", expected the settings of all tenants. Point --conf at the folder that holds"
                + " base and tenants.");
  }
}
