package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import io.clientele.silver.Numbers;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.step.Run;
import io.clientele.table.Table;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.SparkExtension;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class TakeFilesSparkTest {
  private static final String HEADER = "id,customer,placed,total,status,updated\n";
  private static final Run RUN =
      new Run("r1", 1, "shop", LocalDate.of(2026, 2, 1), 1, Instant.EPOCH, Map.of());

  @TempDir Path folder;

  @Test
  void shouldTakeRecordsAsReceivedAndTellWhichFiles(SparkSession spark) throws Exception {
    String text = HEADER + "o1,c1,2026-01-31,\"1,5\",x,\r\n\n  \no2,c2,2026-01-31,2,x,\n";
    Given.file(folder, "in/a b.csv", text);
    Given.file(folder, "in/_ignored.csv", text);
    Given.file(folder, "in/late.csv.part", text);
    Given.file(folder, "in/.hidden/c.csv", text);

    List<Row> rows = take(spark, Given.orders(Given.CSV, "**/*.csv"));

    Instant at = Instant.ofEpochMilli(1_700_000_000_000L);
    long size = text.length();
    String header = HEADER.strip();
    assertThat(rows)
        .extracting(Row::toString)
        .containsExactly(
            "[RECORD,in/a b.csv,%d,%s,40,%s,o1,c1,2026-01-31,\"1,5\",x,,null,r1,null]"
                .formatted(size, at, header),
            "[RECORD,in/a b.csv,%d,%s,71,%s,o2,c2,2026-01-31,2,x,,null,r1,null]"
                .formatted(size, at, header),
            "[STATE,in/a b.csv,%d,%s,0,null,null,2,r1,%s]".formatted(size, at, sha256(text)));
  }

  @Test
  void shouldTakeTheSameRecordsHoweverTheWorkIsSplit(SparkSession spark) {
    String lines =
        IntStream.range(0, 50)
            .mapToObj(i -> "%05d 1997010%d %d é%d\r\n".formatted(i, 1 + i % 9, i, i))
            .collect(Collectors.joining());
    Given.file(folder, "a.txt", "head\n" + lines);
    Given.file(folder, "b.txt.gz", "head\n" + lines);
    Given.file(folder, "empty.txt", "");
    Layout layout =
        new Layout.Lines(
            Pattern.compile("(?<id>\\S+) (?<placed>\\S+) (?<total>\\d+) \\S+"),
            1,
            StandardCharsets.UTF_8);
    Mapping mapping =
        new Mapping(
            Map.of(
                Origin.SOURCE_ID, Mapping.Value.column("id"),
                Orders.PLACED_AT, Mapping.Value.column("placed", Given.DAYS),
                Orders.NET_TOTAL, Mapping.Value.column("total")));
    FileStream stream = new FileStream("shop", "lines", "*", layout, Map.of(Orders.TABLE, mapping));

    List<String> whole = records(spark, stream, Long.MAX_VALUE);

    assertThat(whole).hasSize(100);
    assertThat(records(spark, stream, 7)).isEqualTo(whole);
    assertThat(records(spark, stream, 333)).isEqualTo(whole);
  }

  @Test
  void shouldTakeNothingTwice(SparkSession spark) {
    FileStream stream = Given.orders(Given.CSV, "*.csv");
    Table bronze = FileRecords.table(stream);
    Given.file(folder, "a.csv", HEADER + "o1,c1,2026-01-31,1,x,\n");
    List<Row> first = take(spark, stream);
    GivenInputs after =
        new GivenInputs(spark).with(bronze, spark.createDataFrame(first, bronze.schema()));

    assertThat(take(after, stream)).isEmpty();

    Given.file(folder, "b.csv", HEADER + "o2,c1,2026-01-31,1,x,\n");
    Given.file(folder, "a.csv", HEADER + "o1,c1,2026-01-31,25,x,\n");
    assertThat(take(after, stream))
        .extracting(row -> row.getString(0) + " " + row.getString(1) + " " + row.getAs("_gone"))
        .containsExactlyInAnyOrder(
            "RECORD a.csv false",
            "STATE a.csv false",
            "RECORD b.csv false",
            "STATE b.csv false",
            "SEEN a.csv true",
            "SEEN b.csv true");
  }

  @Test
  void shouldRefuseParquetWithoutAMappedColumn(SparkSession spark) {
    spark.range(1).write().parquet(folder.resolve("p").toString());

    assertThatThrownBy(() -> take(spark, Given.orders(new Layout.Parquet(), "p/*.parquet")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take files of stream orders: none has columns [customer, placed, status, total, updated], found [id]. Correct the mapping of the stream, or the files.");
  }

  @Test
  void shouldReadBytesInTheCharsetOfTheLayout(SparkSession spark) {
    Charset windows = Charset.forName("windows-1252");
    Given.file(folder, "a.csv", HEADER + "o1,Müller €,2026-01-31,1,x,\n", windows);
    Layout csv = new Layout.Csv(',', windows, true);

    assertThat(take(spark, Given.orders(csv, "*")).get(0).getString(6)).startsWith("o1,Müller €,");
  }

  @Test
  void shouldTakeASingleFileByItsName(SparkSession spark) {
    Given.file(folder, "deep/x.csv", HEADER + "o1,c1,2026-01-31,1,x,\n");

    List<Row> rows =
        take(spark, Given.orders(Given.CSV, "orders-*.csv"), folder.resolve("deep/x.csv"));

    assertThat(rows).extracting(row -> row.getString(1)).containsOnly("x.csv");
  }

  @Test
  void shouldRefuseAMissingInput(SparkSession spark) {
    assertThatThrownBy(
            () -> take(spark, Given.orders(Given.CSV, "*.csv"), folder.resolve("missing")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot read input %s: found nothing there, expected a folder or a file. Correct the path."
                .formatted(folder.resolve("missing")));
  }

  @Test
  void shouldRefuseAConnectionWithoutAnyFile(SparkSession spark) {
    assertThatThrownBy(() -> take(spark, Given.orders(Given.CSV, "orders/*.csv")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take files of connection shop: nothing below %s matches [orders/*.csv]. Put the files there, or correct the paths of its streams."
                .formatted(folder));
  }

  @Test
  void shouldLetAStreamWithoutFilesBeWhereAnotherHasSome(SparkSession spark) {
    Given.file(folder, "orders.csv", HEADER + "o1,c1,2026-01-31,1,x,\n");

    Runs runs =
        new Runs(
                spark,
                folder,
                Given.events("events/*.jsonl"),
                Given.orders(Given.CSV, "orders.csv"))
            .run();

    assertThat(runs.bronze("events")).isEmpty();
    assertThat(runs.rows(Orders.TABLE)).hasSize(1);
  }

  @Test
  void shouldRefuseAHeaderWithoutAMappedColumn(SparkSession spark) {
    Given.file(folder, "a.csv", "id,customer,total,status,updated\no1,c1,1,x,\n");

    assertThatThrownBy(() -> take(spark, Given.orders(Given.CSV, "*")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take file a.csv: its header has no column 'placed', found [id, customer, total, status, updated]. Correct the mapping of stream orders, or the file.");
  }

  @Test
  void shouldRefuseAHeaderThatNamesAMappedColumnTwice(SparkSession spark) {
    Given.file(folder, "a.csv", "x,id,customer,placed,x,total, total ,status,updated\n");

    assertThatThrownBy(() -> take(spark, Given.orders(Given.CSV, "*")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take file a.csv: its header has more than one column 'total', found [x, id, customer, placed, x, total, total, status, updated]. Correct the mapping of stream orders, or the file.");
  }

  @Test
  void shouldLookAtRecordsThatTheMappingTakesOnly(SparkSession spark) {
    Given.file(folder, "none.csv", HEADER + "o1,c1,bad,1,x,\n");
    Given.file(folder, "uncut.csv", HEADER + "o1,c1,bad,1,x,\nshort\n");
    Given.file(folder, "unjudged.csv", HEADER + "o1,c1,bad,1,x,\no2,c2,2026-01-31,-,x,\n");
    Given.file(folder, "one.csv", HEADER + "o1,c1,bad,1,x,\no2,c2,2026-01-31,-1,x,\n");

    assertThat(take(spark, negative(Given.ORDERS))).hasSize(7 + 4);

    Given.file(folder, "bad.csv", HEADER + "o1,c1,2026-01-31,1,x,\no2,c2,bad,-1,x,\n");
    assertThatThrownBy(() -> take(spark, negative(Given.ORDERS)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot take file bad.csv: no value of column 'placed'");
  }

  @Test
  void shouldRefuseAFileThatAFilterCannotJudge(SparkSession spark) {
    Given.file(folder, "a.csv", HEADER + "o1,c1,2026-01-31,\"1,5\",x,\n");
    Mapping days =
        new Mapping(Map.of(Orders.PLACED_AT, Mapping.Value.column("placed")), Filter.NONE);

    assertThatThrownBy(() -> take(spark, negative(days)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take file a.csv: no record read first can be judged by column 'total', expected a number such as 1234.56. Correct stream orders in the settings, or the file.");
  }

  private static FileStream negative(Mapping mapping) {
    Condition condition = new Condition.Signed("total", Condition.Sign.NEGATIVE, Numbers.PLAIN);
    return new FileStream(
        "shop",
        "orders",
        "*",
        Given.CSV,
        Map.of(
            Orders.TABLE,
            new Mapping(mapping.values(), new Filter(List.of(condition), List.of()))));
  }

  @Test
  void shouldRefuseAFileWhoseDatesDoNotParse(SparkSession spark) {
    Given.file(folder, "good.csv", HEADER + "o1,c1,2026-01-31,1,x,\no1,c1,bad,1,x,\n");
    Given.file(folder, "poor.csv", HEADER + "o1,c1,31.01.2026,1,x,\no2,c1,ann@x.org,1,x,\n");

    assertThatThrownBy(() -> take(spark, Given.orders(Given.CSV, "*")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take file poor.csv: no value of column 'placed' could be read as placed_at (they look like '99.99.9999'), expected ISO 8601, such as 2026-01-31 or 2026-01-31T18:30:00Z. Correct stream orders in the settings, or the file.");
  }

  @Test
  void shouldRefuseLinesOfWhichNoneMatches(SparkSession spark) {
    Given.file(folder, "a.txt", "header\n00001;19970101;1;11.77\n");

    assertThatThrownBy(() -> take(spark, Given.purchases("*")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take file a.txt: none of the 1 records read first matches the pattern of its lines. Correct stream purchases in the settings, or the file.");
  }

  @Test
  void shouldRefuseJsonWithoutANeededColumn(SparkSession spark) {
    Given.file(folder, "a.jsonl", "{\"type\":\"click\",\"who\":\"c1\"}\n");

    assertThatThrownBy(() -> take(spark, Given.events("*")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot take file a.jsonl: no record read first has column 'at', expected for occurred_at. Correct stream events in the settings, or the file.");
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> records(SparkSession spark, FileStream stream, long partBytes) {
    return new TakeFiles(stream, List.of(stream), folder.toString(), Set.of(), partBytes)
            .build(new GivenInputs(spark), RUN)
            .where(FileRecords.KIND.col().equalTo(FileRecords.RECORD_KIND))
            .collectAsList()
            .stream()
            .map(Row::toString)
            .sorted()
            .toList();
  }

  private List<Row> take(SparkSession spark, FileStream stream) {
    return take(spark, stream, folder);
  }

  private List<Row> take(GivenInputs in, FileStream stream) {
    return Files.steps(List.of(stream), folder.toString(), Set.of())
        .get(0)
        .build(in, RUN)
        .collectAsList();
  }

  private static List<Row> take(SparkSession spark, FileStream stream, Path input) {
    return Files.steps(List.of(stream), input.toString(), Set.of())
        .get(0)
        .build(new GivenInputs(spark), RUN)
        .collectAsList();
  }
}
