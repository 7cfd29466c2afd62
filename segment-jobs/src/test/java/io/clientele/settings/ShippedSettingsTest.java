package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.publish.postgres.OnEmpty;
import io.clientele.settings.Settings.Clustering;
import io.clientele.settings.Settings.Postgres;
import io.clientele.settings.Settings.Retention;
import io.clientele.settings.Settings.Server;
import io.clientele.silver.Consents;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Messages;
import io.clientele.silver.Notation;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Products;
import io.clientele.silver.Quality.Limit;
import io.clientele.silver.Quality.Rule;
import io.clientele.silver.Rates;
import io.clientele.silver.Refunds;
import io.clientele.source.files.Condition;
import io.clientele.source.files.FileStream;
import io.clientele.source.files.Filter;
import io.clientele.source.files.Layout;
import io.clientele.source.files.Mapping;
import io.clientele.source.files.Mapping.Value;
import io.clientele.table.Check.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class ShippedSettingsTest {
  private static final Path HOME = Path.of("/home/somebody/.clientele");

  @Test
  void shouldKnowTheShippedTenants() {
    assertThat(Tenants.known(Conf.SHIPPED))
        .containsExactly("cdnow", "demo", "online-retail", "parquet-shop", "spreadsheet");
  }

  @Test
  void shouldReadCdnow() {
    Settings settings = read("cdnow", Map.of("files.input", "/data/CDNOW_master.txt"));

    assertThat(settings.tenant()).isEqualTo("cdnow");
    assertThat(settings.lakeRoot()).isEqualTo("/home/somebody/.clientele/lake");
    assertThat(settings.retention()).isEqualTo(new Retention(30, 365));
    assertThat(settings.zone()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(settings.rates()).isEqualTo(new Rates("USD"));
    assertThat(settings.clustering()).isEqualTo(new Clustering(6, 4, 30));
    assertThat(settings.postgres()).isEqualTo(new Postgres(new Server.Embedded(), OnEmpty.REFUSE));
    assertThat(settings.quality().of(Rule.REJECTED)).isEqualTo(new Limit(0.1, Severity.FAIL));
    assertThat(settings.quality().of(Rule.AGE_DAYS)).isEqualTo(new Limit(7, Severity.WARN));
    assertThat(settings.seed()).isEqualTo(42);
    assertThat(settings.files().input()).contains("/data/CDNOW_master.txt");

    FileStream purchases = settings.files().streams().get(0);
    assertThat(settings.files().streams()).hasSize(1);
    assertThat(purchases.connection()).isEqualTo("cdnow");
    assertThat(purchases.name()).isEqualTo("purchases");
    assertThat(purchases.path()).isEqualTo("*");
    assertThat(purchases.feeds())
        .isEqualTo(
            Map.of(
                Customers.TABLE,
                new Mapping(
                    Map.of(Origin.SOURCE_ID, Value.column("customer")),
                    new Filter(List.of(new Condition.Present("customer")), List.of())),
                Orders.TABLE,
                new Mapping(
                    Map.of(
                        Origin.CUSTOMER_SOURCE_ID, Value.column("customer"),
                        Orders.PLACED_AT,
                            Value.column(
                                "day", Notation.ofTimes(List.of("yyyyMMdd"), Optional.empty())),
                        Orders.ITEM_COUNT, Value.column("units"),
                        Orders.NET_TOTAL, Value.column("amount")))));
  }

  @Test
  void shouldCutTheLinesOfCdnow() {
    FileStream purchases = read("cdnow", Map.of()).files().streams().get(0);
    Layout.Lines lines = (Layout.Lines) purchases.layout();

    Matcher line = lines.pattern().matcher(" 00004 19970118  2   29.33\r");

    assertThat(line.matches()).isTrue();
    assertThat(List.of("customer", "day", "units", "amount").stream().map(line::group))
        .containsExactly("00004", "19970118", "2", "29.33");
    assertThat(lines.headerLines()).isEqualTo(1);
    assertThat(lines.charset()).isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void shouldReadTheDemo() {
    Settings settings = read("demo", Map.of());

    assertThat(settings.files().input()).isEmpty();
    assertThat(settings.files().streams())
        .extracting(FileStream::name)
        .containsExactly(
            "consents",
            "customers",
            "events",
            "messages",
            "order_lines",
            "orders",
            "products",
            "refunds");
    assertThat(settings.files().streams())
        .flatExtracting(stream -> stream.feeds().keySet())
        .containsExactly(
            Consents.TABLE,
            Customers.TABLE,
            Events.TABLE,
            Messages.TABLE,
            OrderLines.TABLE,
            Orders.TABLE,
            Products.TABLE,
            Refunds.TABLE);
    assertThat(settings.files().streams().get(0).layout())
        .isEqualTo(new Layout.Csv(',', StandardCharsets.UTF_8, false));
    assertThat(settings.files().streams().get(2).layout()).isEqualTo(new Layout.JsonLines());
    assertThat(settings.rates().others().keySet()).containsExactly("CHF", "GBP", "USD");
  }

  @Test
  void shouldExplainEveryKeyOfTheBase() {
    for (Path file : Conf.filesOf(Conf.SHIPPED.resolve("base"))) {
      String above = "";
      for (String line : Conf.text(file).lines().toList()) {
        Optional<String> key =
            line.matches("\\s*[a-z-]+:.*") ? Optional.of(file + ": " + line) : Optional.empty();
        if (key.isPresent()) {
          assertThat(above).as(key.get()).startsWith("#");
        }
        above = line.strip();
      }
    }
  }

  @Test
  void shouldShowEveryFieldAndTheShippedMappingInTheDocument() {
    String document = Conf.text(Path.of("..", "docs", "mapping.md"));

    for (String name : Canonical.names()) {
      String row =
          document.lines().filter(line -> line.startsWith("| `" + name)).findFirst().orElseThrow();
      assertThat(Canonical.named(name).orElseThrow().fields().keySet())
          .allSatisfy(
              field ->
                  assertThat(row + " `source_created_at` `source_updated_at`")
                      .contains("`" + field + "`"));
    }
    for (String tenant : List.of("cdnow", "online-retail", "parquet-shop", "spreadsheet")) {
      assertThat(document)
          .contains(
              Conf.text(Conf.SHIPPED.resolve("tenants/" + tenant + "/files.yaml"))
                  .replaceAll("(?m)^#.*\\R", ""));
    }
  }

  private static Settings read(String tenant, Map<String, String> flags) {
    return Settings.read(Conf.SHIPPED, HOME, tenant, Map.of(), flags);
  }
}
