package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Refunds;
import io.clientele.source.files.FileStream;
import io.clientele.source.files.Mapping;
import io.clientele.source.files.Runs;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files as people have them, by a few lines of settings, to rows of the canonical tables. */
@ExtendWith(SparkExtension.class)
class MappedFilesSparkTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  @TempDir private Path temp;
  private Conf conf;
  private Path input;

  @BeforeEach
  void copyTheShippedSettings() {
    conf = Conf.in(temp);
    input = temp.resolve("input");
  }

  @Test
  void shouldReadWhateverTheMappingSays(SparkSession spark) {
    conf.shop("tenant: {tax: included}");
    conf.stream(
        """
        lines:
          path: lines.csv
          layout: csv
          feeds:
            customers: {source_id: who}
            orders:
              except: {kind: [return, swap]}
              source_id: order
              customer_source_id: who
              placed_at: at
              net_total: order total
            order_lines:
              only: {kind: sale}
              order_source_id: order
              quantity: n
              line_total: {product: [n, price]}
            refunds:
              only: {kind: [return, swap]}
              customer_source_id: who
              refunded_at: at
              amount: {product: [n, price]}
        quantities:
          path: "*.csv.gz"
          layout: csv
          delimiter: ";"
          charset: UTF-16
          numbers: "1 234,56"
          times: [dd/MM/yyyy HH:mm, iso]
          zone: America/Martinique
          only: {no: present}
          feeds:
            orders:
              only: {qté: positive}
              source_id: no
              customer_source_id: client
              placed_at: date
              source_created_at: {column: date, zone: UTC}
              net_total: {product: [qté, prix]}
            refunds:
              only: {qté: negative}
              source_id: no
              customer_source_id: client
              refunded_at: date
              quantity: qté
              amount: {product: [qté, prix]}
        marks:
          path: marks.csv
          layout: csv
          delimiter: ";"
          charset: windows-1252
          numbers: "1'234.50"
          times: [d.M.yyyy, d.M.yy]
          feeds:
            orders:
              except: {Nr: {matches: "G.*"}}
              source_id: Nr
              customer_source_id: Kunde
              placed_at: Datum
              net_total: {column: Netto, tax: {excluded: Steuer}}
            refunds:
              only: {Nr: {matches: "G.*"}}
              source_id: Nr
              customer_source_id: Kunde
              refunded_at: Datum
              amount: {column: Netto, tax: {excluded: Steuer}}
        days:
          path: days.tsv
          layout: csv
          delimiter: "\\t"
          charset: UTF-16LE
          line-breaks: true
          times: [epoch-seconds, epoch-milliseconds]
          numbers: "0,5"
          feeds:
            orders:
              except: {spend: negative, test: present, orders: zero}
              customer_source_id: customer
              placed_at: day
              item_count: orders
              net_total: spend
        """);
    file(
        "lines.csv",
        StandardCharsets.UTF_8,
        """
        \uFEFF order ,who,at,kind,n,price,order total
        t1,ann,2026-02-01,sale,2,1.25,$5.50
        t1,ann,2026-02-01,sale,3,1.00,$5.50
        t2,,2026-02-02,sale,1,9.99,$9.99
        t3,ann,2026-02-03,return,1,1.25,$1.25
        t3,ann,2026-02-03,gift,x,0,0
        """);
    file(
        "q.csv.gz",
        StandardCharsets.UTF_16,
        """
        no;client;date;qté;prix
        q1;c1;01/02/2026 10:00;1\u00A0200;1 234,56 €
        q2;c1;2026-02-01;-2;10,00 €
        q3;c1;01/02/2026 10:00;x;10,00 €
        ;;Total;99;99
        """);
    file(
        "marks.csv",
        WINDOWS,
        """
        Nr;Kunde;Datum;Netto;Steuer
        R1;Zoë;31.12.2025;€ 1'000.50;81.04
        R2;Zoë;1.1.26;20.00;
        R3;Zoë;1.1.26;20.00;1,00
        G1;Zoë;2.1.2026;(5.00);0.41-
        """);
    file(
        "days.tsv",
        StandardCharsets.UTF_16LE,
        """
        day\tcustomer\torders\tspend\ttest
        1769900400\tc1\t2\t12,5\t
        1769900400123\t"c
        2"\t1\t7\t
        1769900400\tc1\t1\t7-\t
        1769900400\tc1\t0\t1\t
        1769900400\tc1\t1\t7\tyes
        """);

    Runs runs = run(spark, "shop");

    assertThat(told(runs, Customers.TABLE, Origin.SOURCE_ID)).containsExactly("lines.csv ann");
    assertThat(
            told(
                runs,
                Orders.TABLE,
                Origin.CUSTOMER_SOURCE_ID,
                Orders.PLACED_AT,
                Orders.NET_TOTAL,
                Origin.SOURCE_CREATED_AT))
        .containsExactly(
            "days.tsv c1 2026-01-31T23:00:00Z 12.5 -",
            "days.tsv c\n2 2026-01-31T23:00:00.123Z 7 -",
            "lines.csv ann 2026-01-31T23:00:00Z 5.5 -",
            "lines.csv - 2026-02-01T23:00:00Z 9.99 -",
            "lines.csv ann 2026-02-02T23:00:00Z 0 -",
            "marks.csv Zoë 2025-12-30T23:00:00Z 1081.54 -",
            "marks.csv Zoë 2025-12-31T23:00:00Z 20 -",
            "q.csv.gz c1 2026-02-01T14:00:00Z 1481472 2026-02-01T10:00:00Z");
    assertThat(
            told(
                runs,
                OrderLines.TABLE,
                OrderLines.ORDER_SOURCE_ID,
                OrderLines.QUANTITY,
                OrderLines.LINE_TOTAL))
        .containsExactly("lines.csv t1 2 2.5", "lines.csv t1 3 3", "lines.csv t2 1 9.99");
    assertThat(
            told(
                runs,
                Refunds.TABLE,
                Origin.CUSTOMER_SOURCE_ID,
                Refunds.REFUNDED_AT,
                Refunds.AMOUNT,
                Refunds.QUANTITY))
        .containsExactly(
            "lines.csv ann 2026-02-02T23:00:00Z 1.25 -",
            "marks.csv Zoë 2026-01-01T23:00:00Z 5.41 -",
            "q.csv.gz c1 2026-02-01T04:00:00Z 20 2");
    // What a filter of numbers cannot judge is told for each table it may have been meant for.
    assertThat(runs.rejected())
        .containsExactly(
            "NOT_A_NUMBER _record q.csv.gz @ 98",
            "NOT_A_NUMBER _record q.csv.gz @ 98",
            "NOT_A_NUMBER amount q.csv.gz @ 98",
            "NOT_A_NUMBER net_total marks.csv @ 84",
            "NOT_A_NUMBER net_total q.csv.gz @ 98",
            "NOT_A_NUMBER quantity q.csv.gz @ 98");
  }

  @Test
  void shouldReadAGermanSpreadsheet(SparkSession spark) {
    file("belege.csv", WINDOWS, example("spreadsheet"));

    Runs runs = run(spark, "spreadsheet");

    assertThat(told(runs, Customers.TABLE, Origin.SOURCE_ID, Customers.LAST_NAME, Customers.CITY))
        .containsExactly("belege.csv K-7 Müller Köln");
    assertThat(
            told(
                runs,
                Orders.TABLE,
                Origin.SOURCE_ID,
                Origin.CUSTOMER_SOURCE_ID,
                Orders.PLACED_AT,
                Orders.NET_TOTAL,
                Orders.TAX_TOTAL))
        .containsExactly(
            "belege.csv R-1001 K-7 2026-02-02T23:00:00Z 1037.45 197.11",
            "belege.csv R-1002 - 2026-02-03T23:00:00Z 10.5 2");
    assertThat(told(runs, Refunds.TABLE, Origin.SOURCE_ID, Refunds.AMOUNT))
        .containsExactly("belege.csv G-0007 50.34");
    assertThat(runs.rejected()).isEmpty();
  }

  @Test
  void shouldReadTheLinesOfOnlineRetail(SparkSession spark) {
    file(
        "online_retail_II.csv",
        StandardCharsets.UTF_8,
        example("online-retail")
            + """
            489434,79323P,PINK CHERRY LIGHTS,2,01/12/2009 07:45,6.75,13085,United Kingdom
            489434,POST,POSTAGE,1,2009-12-01 07:45:00,18.00,13085,United Kingdom
            489464,21733,85123a mixed,-96,2009-12-01 10:52:00,0.00,,United Kingdom
            C489450,M,Manual,-1,2009-12-01 10:40:00,5.00,16321,Australia
            489600,BANK CHARGES,Bank Charges,1,2009-12-01 12:00:00,15.00,,United Kingdom
            """);

    Runs runs = run(spark, "online-retail", Orders.TABLE);

    String file = "online_retail_II.csv ";
    assertThat(told(runs, Customers.TABLE, Origin.SOURCE_ID))
        .containsExactly(file + "16321", file + "13085");
    assertThat(
            told(
                runs,
                OrderLines.TABLE,
                OrderLines.ORDER_SOURCE_ID,
                OrderLines.PRODUCT_SOURCE_ID,
                OrderLines.LINE_TOTAL))
        .containsExactly(
            file + "489434 85048 83.4", file + "489525 85226C 0.55", file + "489434 79323P 13.5");
    assertThat(
            told(
                runs,
                Refunds.TABLE,
                Origin.CUSTOMER_SOURCE_ID,
                Refunds.REFUNDED_AT,
                Refunds.QUANTITY,
                Refunds.AMOUNT))
        .containsExactly(file + "16321 2009-12-01T10:33:00Z 12 35.4");
    assertThat(runs.rejected()).isEmpty();
  }

  @Test
  void shouldReadTheTablesOfADatabase(SparkSession spark) {
    LocalDateTime time = LocalDateTime.parse("2026-02-03T04:05:06.000007");
    parquet(
        spark,
        "customers.parquet",
        "customer_id bigint, email string, country string, created_at timestamp_ntz, more boolean",
        RowFactory.create(7L, "c7@example.test", "DE", time, true));
    parquet(
        spark,
        "orders.parquet",
        "order_id bigint, customer_id bigint, ordered_at timestamp_ntz, channel string, status string, discount decimal(12,2), net decimal(12,2)",
        RowFactory.create(
            1L, 7L, time, "web", "paid", new BigDecimal("1.50"), new BigDecimal("12.30")),
        RowFactory.create(
            2L, 7L, time, "app", "refunded", new BigDecimal("0.00"), new BigDecimal("5.00")));
    parquet(
        spark,
        "order_lines.parquet",
        "order_id bigint, product_id int, category string, quantity smallint, discount decimal(12,2), net decimal(12,2)",
        RowFactory.create(
            1L, 4711, "toys", (short) 2, new BigDecimal("1.50"), new BigDecimal("12.30")));
    parquet(
        spark,
        "events/part-00.parquet",
        "event_id bigint, customer_id bigint, session_id bigint, occurred_at timestamp_ntz, kind string, product_id int, channel string",
        RowFactory.create(1L, 7L, 70L, time, "view", 4711, "web"),
        RowFactory.create(2L, 7L, 70L, time, "search", null, "web"),
        RowFactory.create(3L, 7L, 71L, time, "email_open", null, "web"));

    Runs runs = run(spark, "parquet-shop");

    assertThat(
            told(
                runs,
                Customers.TABLE,
                Origin.SOURCE_ID,
                Customers.COUNTRY_CODE,
                Origin.SOURCE_CREATED_AT))
        .containsExactly("customers.parquet 7 DE 2026-02-03T04:05:06.000007Z");
    assertThat(
            told(
                runs,
                Orders.TABLE,
                Origin.SOURCE_ID,
                Origin.CUSTOMER_SOURCE_ID,
                Orders.STATUS,
                Orders.REPORTED_TOTAL,
                Orders.REPORTED_DISCOUNT))
        .containsExactly("orders.parquet 1 7 PAID 12.3 1.5", "orders.parquet 2 7 REFUNDED 5 0");
    assertThat(told(runs, Refunds.TABLE, Refunds.ORDER_SOURCE_ID, Refunds.REPORTED_AMOUNT))
        .containsExactly("orders.parquet 2 5");
    assertThat(
            told(
                runs,
                OrderLines.TABLE,
                OrderLines.ORDER_SOURCE_ID,
                OrderLines.PRODUCT_SOURCE_ID,
                OrderLines.QUANTITY,
                OrderLines.LINE_TOTAL))
        .containsExactly("order_lines.parquet 1 4711 2 12.3");
    assertThat(
            told(
                runs,
                Events.TABLE,
                Origin.SOURCE_ID,
                Events.EVENT_NAME,
                Events.SESSION_ID,
                Events.PRODUCT_SOURCE_ID))
        .containsExactly(
            "events/part-00.parquet 1 product_viewed 70 4711",
            "events/part-00.parquet 2 custom 70 -",
            "events/part-00.parquet 3 message_opened 71 -");
    assertThat(runs.rejected()).isEmpty();
  }

  /** The lines of a file that the comment of a shipped mapping shows. */
  private static String example(String tenant) {
    List<String> comment =
        Conf.text(Conf.SHIPPED.resolve("tenants/" + tenant + "/files.yaml"))
            .lines()
            .takeWhile(line -> line.startsWith("#"))
            .toList();
    int from = comment.indexOf("#") + 1;
    return comment.stream()
        .skip(from)
        .takeWhile(line -> !line.equals("#") && line.matches("# .*[;,].*[;,].*"))
        .map(line -> line.substring(2) + "\n")
        .collect(Collectors.joining());
  }

  private Runs run(SparkSession spark, String tenant, Table... without) {
    Settings settings = tenant.equals("shop") ? conf.read() : shipped(tenant);
    List<FileStream> streams =
        settings.files().streams().stream().map(stream -> without(stream, without)).toList();
    return new Runs(spark, input, streams, settings.zone(), settings.rates()).run();
  }

  private static FileStream without(FileStream stream, Table... tables) {
    Map<Table, Mapping> feeds = new HashMap<>(stream.feeds());
    feeds.keySet().removeAll(List.of(tables));
    return new FileStream(
        stream.connection(), stream.name(), stream.path(), stream.layout(), feeds);
  }

  private Settings shipped(String tenant) {
    for (Path file : Conf.filesOf(Conf.SHIPPED.resolve("tenants/" + tenant))) {
      conf.write("tenants/" + tenant + "/" + file.getFileName(), Conf.text(file));
    }
    return conf.read(tenant);
  }

  private void file(String name, Charset charset, String text) {
    try {
      Files.createDirectories(input);
      try (OutputStream raw = Files.newOutputStream(input.resolve(name));
          OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
        out.write(text.getBytes(charset));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one file; Spark itself writes a folder. */
  private void parquet(SparkSession spark, String name, String columns, Row... rows) {
    Path folder = temp.resolve("written/" + name);
    spark
        .createDataFrame(List.of(rows), StructType.fromDDL(columns))
        .coalesce(1)
        .write()
        .parquet(folder.toString());
    try {
      Files.createDirectories(input.resolve(name).getParent());
      Path part =
          Conf.filesOf(folder).stream()
              .filter(file -> file.toString().endsWith(".snappy.parquet"))
              .findFirst()
              .orElseThrow();
      Files.copy(part, input.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** File and values of each row, in the order of the files and of the records in them. */
  private static List<String> told(Runs runs, Table table, Field... fields) {
    return runs.rows(table).stream()
        .sorted(
            Comparator.comparing((Row row) -> row.<String>getAs(Origin.RECEIVED_FROM.name()))
                .thenComparing(row -> row.<Long>getAs(Origin.RECEIVED_ORDINAL.name())))
        .map(
            row ->
                Stream.concat(
                        Stream.of(row.<String>getAs(Origin.RECEIVED_FROM.name())),
                        Stream.of(fields).map(field -> told(row.getAs(field.name()))))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private static String told(Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
    return value == null ? "-" : value.toString();
  }
}
