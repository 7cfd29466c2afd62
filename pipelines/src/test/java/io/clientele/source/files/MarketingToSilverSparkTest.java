package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.Consents;
import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Customers;
import io.clientele.silver.Identities;
import io.clientele.silver.Messages;
import io.clientele.silver.Origin;
import io.clientele.silver.Products;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class MarketingToSilverSparkTest {
  private static final FileStream PRODUCTS =
      stream(
          Products.TABLE,
          Products.PRODUCT_SOURCE_ID,
          Products.VARIANT_SOURCE_ID,
          Products.TITLE,
          Products.STATUS,
          Products.PRICE,
          Origin.SOURCE_UPDATED_AT);
  private static final FileStream MESSAGES =
      stream(
          Messages.TABLE,
          Messages.CAMPAIGN_SOURCE_ID,
          Origin.CUSTOMER_SOURCE_ID,
          Customers.EMAIL,
          Messages.CHANNEL,
          Messages.SENT_AT,
          Messages.DELIVERED_AT,
          Messages.OPEN_COUNT,
          Messages.FIRST_CLICKED_AT,
          Messages.BOUNCED_AT,
          Messages.BOUNCE_TYPE,
          Messages.UNSUBSCRIBED_AT,
          Messages.SPAM_AT,
          Origin.SOURCE_UPDATED_AT);
  private static final FileStream CONSENTS =
      stream(
          Consents.TABLE,
          Origin.SOURCE_ID,
          Origin.CUSTOMER_SOURCE_ID,
          Customers.EMAIL,
          Consents.CHANNEL,
          Consents.STATUS,
          Consents.SCOPE_TYPE,
          Consents.SCOPE_ID,
          Consents.OPT_IN_LEVEL,
          Origin.SOURCE_UPDATED_AT);

  @TempDir Path folder;

  @Test
  void shouldKeepARowForEachVariant(SparkSession spark) {
    write(
        "products1",
        "p1,,Mug,Published,9.90,2026-01-01",
        "p1,v1,Mug red,draft,9.90,2026-01-01",
        "p2,,Cup,sold out,,2026-01-02",
        "p2,,Old cup,trash,,2026-01-01",
        ",v9,Lost,,,");

    Runs runs = new Runs(spark, folder, PRODUCTS).run();

    assertThat(told(runs, Products.TABLE, Products.TITLE, Products.STATUS, Products.RAW_STATUS))
        .containsExactly(
            "p1:v1 Mug red DRAFT draft", "p1 Mug ACTIVE Published", "p2 Cup null sold out");
    assertThat(runs.values(Products.TABLE, Products.CURRENCY)).containsOnly("EUR");
    assertThat(runs.rejected()).hasSize(1).first().asString().startsWith("MISSING_VALUE product_s");
  }

  @Test
  void shouldTellHowFarMessagesCame(SparkSession spark) {
    String day = "2026-01-01";
    write(
        "messages1",
        "k1,c1,,email,%1$s,,,,,,,,".formatted(day),
        "k1,c2,,E-Mail,%1$s,%1$s,,,,,,,".formatted(day),
        "k1,c3,,fax,%1$s,%1$s,3,,,,,,".formatted(day),
        "k1,c4,,,%1$s,%1$s,0,%1$s,,,,,".formatted(day),
        "k1,c5,,sms,%1$s,,,,%1$s,permanent,,,".formatted(day),
        "k1,c6,,sms,%1$s,%1$s,1,,,,%1$s,,".formatted(day),
        "k1,c7,,sms,%1$s,%1$s,1,,,,%1$s,%1$s,".formatted(day),
        "k2,,Ann@X.org,email,%1$s,,,,,,,,".formatted(day),
        "k1,c8,,sms,%1$s,,many,,,,,,".formatted(day));

    Runs runs = new Runs(spark, folder, MESSAGES).run();

    assertThat(
            told(
                runs,
                Messages.TABLE,
                Messages.STATUS,
                Messages.CHANNEL,
                Messages.OPEN_COUNT,
                Messages.CLICK_COUNT,
                Messages.BOUNCE_TYPE))
        .hasSize(8)
        .startsWith(
            "k1:c1 SENT EMAIL 0 0 null",
            "k1:c2 DELIVERED EMAIL 0 0 null",
            "k1:c3 OPENED OTHER 3 0 null",
            "k1:c4 CLICKED null 0 1 null",
            "k1:c5 BOUNCED SMS 0 0 HARD",
            "k1:c6 UNSUBSCRIBED SMS 1 0 null",
            "k1:c7 MARKED_SPAM SMS 1 0 null")
        .last()
        .asString()
        .matches("k2:[0-9a-f]{64} SENT EMAIL 0 0 null");
    assertThat(runs.values(Messages.TABLE, Customers.EMAIL_NORMALISED)).contains("ann@x.org");
    assertThat(runs.rejected()).hasSize(1).first().asString().startsWith("NOT_A_NUMBER open_count");
    assertThat(runs.values(Identities.TABLE, Identities.CUSTOMER_ID))
        .contains("shop:c1", "shop:c7")
        .hasSize(7);
  }

  @Test
  void shouldPermitNothingButWhatWasSubscribedTo(SparkSession spark) {
    write(
        "consents1",
        "1,c1,,email,Subscribed,,,double opt-in,",
        "2,c1,,email,opt-out,list,news,,",
        "3,c2,,text message,yes,,,,",
        "4,c2,,pigeon,,,news,single,",
        "5,c3,a@b.c,all,Cleaned,purpose,p,,",
        "6,c3,,post,not_subscribed,,,,",
        "7,,a@b.c,push,Pending,,,,",
        "8,c3,,,subscribed,,,,",
        ",c4,,phone,suppressed,,,,",
        ",c4,,phone,suppressed,,,,");

    Runs runs = new Runs(spark, folder, CONSENTS).run();

    assertThat(
            told(
                runs,
                Consents.TABLE,
                Consents.CHANNEL,
                Consents.STATUS,
                Consents.CAN_CONTACT,
                Consents.SCOPE_TYPE,
                Consents.OPT_IN_LEVEL))
        .hasSize(9)
        .contains(
            "1 EMAIL SUBSCRIBED true GLOBAL DOUBLE",
            "2 EMAIL UNSUBSCRIBED false LIST UNKNOWN",
            "3 SMS NOT_SET false GLOBAL UNKNOWN",
            "4 OTHER NOT_SET false null SINGLE",
            "5 ALL INVALID false PURPOSE UNKNOWN",
            "6 POST NOT_SET false GLOBAL UNKNOWN",
            "7 PUSH PENDING false GLOBAL UNKNOWN")
        .filteredOn(row -> row.endsWith(" PHONE SUPPRESSED false GLOBAL UNKNOWN"))
        .as("each record without a key is an observation of its own")
        .hasSize(2);
    assertThat(runs.values(Consents.TABLE, Consents.RAW_STATUS)).contains("yes", "opt-out");
    assertThat(runs.values(Consents.TABLE, Consents.OBSERVED_AT))
        .containsOnly(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(runs.rejected()).hasSize(1).first().asString().startsWith("MISSING_VALUE channel");
    assertThat(runs.values(Identities.TABLE, Identities.CUSTOMER_ID))
        .containsExactly("shop:c1", "shop:c2", "shop:c3", "shop:c4");
  }

  @Test
  void shouldKeepTheSameRowsHoweverFilesComeOverRuns(SparkSession spark) {
    Random random = new Random(9);
    List<Map<String, List<String>>> arrivals = new ArrayList<>();
    for (int arrival = 0; arrival < 3; arrival++) {
      Map<String, List<String>> files = new HashMap<>();
      for (String kind : List.of("products", "messages", "consents")) {
        files.put(
            kind + arrival,
            Stream.generate(() -> some(kind, random)).limit(6).collect(Collectors.toList()));
      }
      arrivals.add(files);
    }

    List<String> atOnce = silver(spark, "once", List.of(arrivals));
    List<String> apart =
        silver(
            spark,
            "apart",
            List.of(List.of(arrivals.get(2)), List.of(arrivals.get(0)), List.of(arrivals.get(1))));

    assertThat(atOnce).hasSizeGreaterThan(15);
    assertThat(apart).isEqualTo(atOnce);
  }

  private List<String> silver(
      SparkSession spark, String name, List<List<Map<String, List<String>>>> arrivals) {
    Path input = folder.resolve(name);
    Runs runs = new Runs(spark, input, PRODUCTS, MESSAGES, CONSENTS);
    for (List<Map<String, List<String>>> arrival : arrivals) {
      arrival.forEach(
          files ->
              files.forEach((file, lines) -> write(input, file, lines.toArray(String[]::new))));
      runs.run();
    }
    return Stream.of(
            Products.TABLE,
            Messages.TABLE,
            Consents.TABLE,
            CustomerIdentifiers.TABLE,
            Identities.TABLE)
        .flatMap(table -> runs.rows(table).stream())
        .map(Row::toString)
        .toList();
  }

  private static String some(String kind, Random random) {
    int key = random.nextInt(5);
    String updated = random.nextBoolean() ? "2026-01-0" + (1 + random.nextInt(3)) : "";
    return switch (kind) {
      case "products" -> "p%d,,Title %d,active,1,%s".formatted(key, random.nextInt(99), updated);
      case "messages" ->
          "k,c%d,,email,2026-01-01,,%d,,,,,,%s".formatted(key, random.nextInt(9), updated);
      default ->
          "%d,c%d,,email,%s,,,,%s"
              .formatted(
                  key, random.nextInt(3), random.nextBoolean() ? "opt in" : "opt out", updated);
    };
  }

  /** A stream whose columns are called as the fields that they fill. */
  private static FileStream stream(Table table, Field... fields) {
    return Given.stream(
        table.name(),
        table.name() + "*.csv",
        Given.CSV,
        table,
        Stream.of(fields)
            .collect(
                Collectors.toMap(field -> field, field -> Mapping.Value.column(field.name()))));
  }

  private void write(String file, String... lines) {
    write(folder, file, lines);
  }

  private static void write(Path input, String file, String... lines) {
    Map<String, String> headers =
        Map.of(
            "products",
            "product_source_id,variant_source_id,title,status,price,source_updated_at",
            "messages",
            "campaign_source_id,customer_source_id,email,channel,sent_at,delivered_at,open_count,"
                + "first_clicked_at,bounced_at,bounce_type,unsubscribed_at,spam_at,source_updated_at",
            "consents",
            "source_id,customer_source_id,email,channel,status,scope_type,scope_id,opt_in_level,"
                + "source_updated_at");
    Given.file(
        input,
        file + ".csv",
        headers.get(file.replaceAll("\\d", "")) + "\n" + String.join("\n", lines) + "\n");
  }

  private static List<String> told(Runs runs, Table table, Field... fields) {
    return runs.rows(table).stream()
        .map(
            row ->
                Stream.concat(Stream.of(Origin.SOURCE_ID), Stream.of(fields))
                    .map(field -> String.valueOf(row.<Object>getAs(field.name())))
                    .collect(Collectors.joining(" ")))
        .toList();
  }
}
