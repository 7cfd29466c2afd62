package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.lake.Quarantine;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Quality;
import io.clientele.silver.Quality.Limit;
import io.clientele.silver.Quality.Rule;
import io.clientele.step.Balance;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Severity;
import io.clientele.testkit.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records as only real life writes them: a row, exactly, or a reason. */
@ExtendWith(SparkExtension.class)
class OddRecordsSparkTest {
  private static final String HEADER = "id,customer,placed,total,status,updated\n";

  private static final String DAY = "2026-01-30T23:00:00Z";

  /** As long as ten megabytes. */
  private static final String LONG = "\u00FC".repeat(5_000_000);

  @TempDir Path folder;

  /** A file of odd records, and what is expected of each, by its place. */
  private static final class Odd {
    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, String> expected = new TreeMap<>();

    Odd(String name) {
      this.name = name;
    }

    Odd text(String text) {
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Odd record(String text, String becomes) {
      return record(text.getBytes(StandardCharsets.UTF_8), becomes);
    }

    Odd record(byte[] text, String becomes) {
      return last(text, becomes).text("\n");
    }

    Odd ended(String text, String end, String becomes) {
      return last(text, becomes).text(end);
    }

    /** One that no end of a line follows. */
    Odd last(String text, String becomes) {
      return last(text.getBytes(StandardCharsets.UTF_8), becomes);
    }

    Odd last(byte[] text, String becomes) {
      expected.put(name + " @ " + bytes.size(), becomes);
      bytes.writeBytes(text);
      return this;
    }

    void write(Path folder) {
      Given.file(
          folder, name, bytes.toString(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * One run over all: each file has a record that is as usual, since a file of which nothing can be
   * read is refused as a whole.
   */
  @Test
  void shouldKeepOrRefuseEachRecordExactlyAndLoseNone(SparkSession spark) {
    List<Odd> files =
        List.of(
            numbers(),
            times(),
            texts(),
            bytes(),
            lines("plain/ends.csv"),
            linesInQuotes(),
            openQuotes(),
            cutInQuotes(),
            json(),
            halves(),
            new Odd("plain/empty.csv"),
            new Odd("plain/mark.csv").text("\uFEFF"),
            new Odd("plain/header.csv").text(HEADER),
            new Odd("quoted/empty.csv"),
            new Odd("quoted/mark.csv").text("\uFEFF"),
            new Odd("quoted/header.csv").text("\uFEFF" + HEADER),
            new Odd("json/empty.jsonl"),
            new Odd("json/mark.jsonl").text("\uFEFF"));
    files.forEach(file -> file.write(folder));
    Map<String, String> expected = new TreeMap<>();
    files.forEach(file -> expected.putAll(file.expected));

    Runs runs =
        new Runs(
                spark,
                folder,
                stream("plain", "plain/*", Given.CSV),
                stream("quoted", "quoted/*", new Layout.Csv(',', StandardCharsets.UTF_8, true)),
                stream("json", "json/*", new Layout.JsonLines()))
            .expecting(new Quality(Map.of(Rule.FUTURE, new Limit(0, Severity.WARN))))
            .run();

    assertThat(become(runs)).isEqualTo(expected);
    Balance balance = runs.balance(Orders.TABLE);
    assertThat(balance.announced()).isEqualTo(expected.size());
    assertThat(balance.accounted()).isEqualTo(expected.size());
    assertThat(runs.verdicts(Orders.TABLE).get("balance").outcome()).isEqualTo(Outcome.PASS);
    // The order of 2099 is taken; whatever counts, counts what is before its day.
    assertThat(runs.verdicts(Orders.TABLE).get("future placed_at").outcome())
        .isEqualTo(Outcome.WARN);
    assertThat(runs.verdicts(Orders.TABLE).get("unread-characters").value()).isEqualTo(4);
  }

  private static Odd numbers() {
    Odd file = new Odd("plain/numbers.csv").text(HEADER);
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("1", "1.0000");
    numbers.put("-0", "0.0000");
    numbers.put("+5", "5.0000");
    numbers.put("5.", "5.0000");
    numbers.put(".5", "0.5000");
    numbers.put("1E2", "100.0000");
    numbers.put("1e-400", "0.0000");
    numbers.put("1\u0000", "1.0000");
    numbers.put("\u0661\u0662\u0663", "123.0000");
    numbers.put("\uFF11\uFF12", "12.0000");
    numbers.put("99999999999999.9999", "99999999999999.9999");
    for (String number :
        List.of(
            "99999999999999.99995",
            "100000000000000",
            "12345678901234567890123456789012345678901234567890",
            "1e400",
            "1e-99999",
            "1e-999999999",
            "1e999999999")) {
      numbers.put(number, "OUT_OF_RANGE net_total");
    }
    for (String text :
        List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "inf",
            "0x1F",
            "1_000",
            "1d",
            "1L",
            "--5",
            "1e5e5",
            "1\u200E",
            "\u202B12\u202C",
            "\u00BD",
            "\u0663\u066B\u0665")) {
      numbers.put(text, "NOT_A_NUMBER net_total");
    }
    numbers.forEach(
        (number, becomes) ->
            file.record(
                "n%s,c,2026-01-31,%s,x,".formatted(file.expected.size(), number),
                becomes.contains("net_total") ? becomes : kept("c", DAY, becomes, "x")));
    return file;
  }

  private static Odd times() {
    Odd file = new Odd("plain/times.csv").text(HEADER);
    Map<String, String> times = new LinkedHashMap<>();
    // The clock jumps from 02:00 to 03:00: as much later as it jumps.
    times.put("2026-03-29T02:30", "2026-03-29T01:30:00Z");
    // The hour comes twice: the first is meant, unless the offset tells.
    times.put("2026-10-25T02:30", "2026-10-25T00:30:00Z");
    times.put("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z");
    times.put("2024-02-29", "2024-02-28T23:00:00Z");
    times.put("2000-02-29", "2000-02-28T23:00:00Z");
    times.put("2026-01-31T18:30+14:00", "2026-01-31T04:30:00Z");
    times.put("1900-01-01T00:00Z", "1900-01-01T00:00:00Z");
    times.put("2099-01-01", "2098-12-31T23:00:00Z");
    for (String time : List.of("0000-01-01", "0001-01-01", "9999-12-31", "2200-01-01T00:00Z")) {
      times.put(time, "OUT_OF_RANGE placed_at");
    }
    for (String text :
        List.of(
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-01-00",
            "2026-01-31T24:00",
            "2026-01-31T24:00:00",
            "2016-12-31T23:59:60Z",
            "2026-01-31T18:30+19:00",
            "+12026-01-31",
            "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0663\u0661",
            "\uFF12\uFF10\uFF12\uFF16-\uFF10\uFF11-\uFF13\uFF11",
            "\u200E2026-01-31")) {
      times.put(text, "NOT_A_TIME placed_at");
    }
    times.forEach(
        (time, becomes) ->
            file.record(
                "t%s,c,%s,1,x,".formatted(file.expected.size(), time),
                becomes.contains("placed_at") ? becomes : kept("c", becomes, "1.0000", "x")));
    return file;
  }

  private static Odd texts() {
    Odd file = new Odd("plain/texts.csv").text(HEADER);
    for (String text :
        List.of(
            "\uD83D\uDE00 \uD835\uDCB3 \uD83D\uDC69\u200D\uD83D\uDC69",
            "\u05E9\u05DC\u05D5\u05DD \u202Eabc\u202C",
            "a\tb\\n",
            "\uFEFFa",
            "e\u0301",
            "a\u2028b\u0085c\u000Bd\u000Ce",
            "a'b;--")) {
      file.record(
          "x%s,%s,2026-01-31,1,%s,".formatted(file.expected.size(), text, text),
          kept(text, DAY, "1.0000", text));
    }
    return file.record("y1,a\u0000b,2026-01-31,1,x,", "BAD_CHARACTER customer_source_id")
        .record("y\u00002,c,2026-01-31,1,x,", "BAD_CHARACTER source_id")
        .record("y3,a\uFFFDb,2026-01-31,1,x,", "BAD_CHARACTER customer_source_id")
        .record("y4,c,2026-01-31,1,a\u0000b,", kept("c", DAY, "1.0000", "a\u0000b"))
        .record("\u0000,\u0000", "NO_MATCH _record")
        .record("y5,c,2026-01-31,1,x,,", "NO_MATCH _record")
        .record("y6,c", "NO_MATCH _record")
        .record("y7,c,2026-01-31,1," + LONG + ",", kept("c", DAY, "1.0000", LONG))
        .record("y8,\"c,2026-01-31,1,x,", "NO_MATCH _record")
        .record("y9,c,2026-01-31,1,x,", kept("c", DAY, "1.0000", "x"))
        .last("y10,c,2026-01-31,1,\"x", "NO_MATCH _record");
  }

  /** Bytes that are no UTF-8. */
  private static Odd bytes() {
    return new Odd("plain/bytes.csv")
        .text(HEADER)
        .record(latin("b1,M\u00FCller,2026-01-31,1,x,"), "BAD_CHARACTER customer_source_id")
        .record(
            latin("b2,c,2026-01-31,1,M\u00FCller,2026-01-31"),
            kept("c", DAY, "1.0000", "M\uFFFDller"))
        // A lone surrogate, as some write it.
        .record(latin("b3,\u00ED\u00A0\u0080,2026-01-31,1,x,"), "BAD_CHARACTER customer_source_id")
        // Cut within a character: the cells are there, the last is not whole.
        .last(latin("b4,c,2026-01-31,1,x,\u00C3"), "NOT_A_TIME source_updated_at");
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Odd lines(String name) {
    return new Odd(name)
        .text(HEADER.strip() + "\r")
        .ended("p1,c,2026-01-31,1,x,", "\r", kept("c", DAY, "1.0000", "x"))
        .ended("p2,c,2026-01-31,1,x,", "\r\n", kept("c", DAY, "1.0000", "x"))
        .ended("p3,\"c", "\r", "NO_MATCH _record")
        .ended("d\",2026-01-31,1,x,", "\n\r", "NO_MATCH _record")
        .last("p4,c,2026-01-31,1,x,", kept("c", DAY, "1.0000", "x"));
  }

  private static Odd linesInQuotes() {
    return new Odd("quoted/ends.csv")
        .text(HEADER.strip() + "\r")
        .ended("q1,c,2026-01-31,1,x,", "\r", kept("c", DAY, "1.0000", "x"))
        .ended("q2,c,2026-01-31,1,x,", "\r\n", kept("c", DAY, "1.0000", "x"))
        .ended("q3,\"c\rd\r\n\",2026-01-31,1,x,", "\n\r", kept("c\rd\r\n", DAY, "1.0000", "x"))
        .last("q4,c,2026-01-31,1,x,", kept("c", DAY, "1.0000", "x"));
  }

  /** A quote that never closes takes no other record with it. */
  private static Odd openQuotes() {
    String whole = kept("c", DAY, "1.0000", "x");
    return new Odd("quoted/open.csv")
        .text(HEADER)
        .record("q5,c,2026-01-31,1,\"x\ny\",", kept("c", DAY, "1.0000", "x\ny"))
        .record("q6,\"c,2026-01-31,1,x,", "NO_MATCH _record")
        .record("q7,c,2026-01-31,1,x,", whole)
        .record("q8,c,2026-01-31,1,x,", whole)
        .record("q9,\"c,2026-01-31,1,x,", "NO_MATCH _record")
        .record("q10,c,2026-01-31,1,x,", whole)
        .record("q11,\"c,2026-01-31,1,x,", "NO_MATCH _record")
        .record("q12,c,2026-01-31,1,\"x\ny\",", kept("c", DAY, "1.0000", "x\ny"))
        .record("q13,\"c\"d,2026-01-31,1,x,", "NO_MATCH _record")
        .last("q14,c,2026-01-31,1,x,", whole);
  }

  private static Odd cutInQuotes() {
    return new Odd("quoted/cut.csv")
        .text(HEADER)
        .record("q15,c,2026-01-31,1,x,", kept("c", DAY, "1.0000", "x"))
        .last("q16,c,2026-01-31,1,\"x", "NO_MATCH _record");
  }

  private static Odd json() {
    Odd file = new Odd("json/odd.jsonl");
    Map<String, String> members = new LinkedHashMap<>();
    members.put("'total':1", kept("null", DAY, "1.0000", "null"));
    members.put("'total':-0", kept("null", DAY, "0.0000", "null"));
    members.put("'total':1.00005", kept("null", DAY, "1.0001", "null"));
    members.put("'total':1e2", kept("null", DAY, "100.0000", "null"));
    members.put("'total':1e400", "OUT_OF_RANGE net_total");
    members.put("'total':1e-999999999", "OUT_OF_RANGE net_total");
    members.put("'total':12345678901234567890", "OUT_OF_RANGE net_total");
    members.put("'total':null", "MISSING_VALUE net_total");
    for (String value : List.of("'NaN'", "true", "[1]", "{}")) {
      members.put("'total':" + value, "NOT_A_NUMBER net_total");
    }
    for (String broken :
        List.of(
            "'total':NaN",
            "'total':0x1F",
            "'total':1_000",
            "'total':01",
            "'total':1,'total':1",
            "'total':1,'deep':" + "[".repeat(10_000) + "]".repeat(10_000),
            "'total':1,'status':'unclosed",
            "'total':1,'status':'a\u0000b'",
            // Two objects on one line: neither is taken for the whole.
            "'total':1}{'id':'k'",
            "'total':1} x {")) {
      members.put(broken, "NO_MATCH _record");
    }
    // A key that nothing is filled from may come twice, and may be deep.
    members.put("'total':1,'x':1,'x':2", kept("null", DAY, "1.0000", "null"));
    members.put(
        "'total':2,'deep':" + "[".repeat(900) + "]".repeat(900),
        kept("null", DAY, "2.0000", "null"));
    String digits = "1234567890".repeat(5);
    members.put("'total':1,'customer':" + digits, kept(digits, DAY, "1.0000", "null"));
    members.put("'total':1,'customer':1001.0", kept("1001", DAY, "1.0000", "null"));
    members.put(
        "'total':1,'status':{'b':[1, 2.50]}", kept("null", DAY, "1.0000", "{\"b\":[1, 2.50]}"));
    members.put("'total':1,'status':'" + LONG + "'", kept("null", DAY, "1.0000", LONG));
    members.forEach((text, becomes) -> file.record(object(file, text), becomes));
    return file.record("[1]", "NO_MATCH _record")
        .record("null", "NO_MATCH _record")
        .record("{}", "MISSING_VALUE net_total, MISSING_VALUE placed_at")
        .last("{\"id\":\"cut\",\"placed\":\"2026-01", "NO_MATCH _record");
  }

  /** Halves of characters, and NUL, by their escapes. */
  private static Odd halves() {
    Odd file = new Odd("json/halves.jsonl");
    Map<String, String> members = new LinkedHashMap<>();
    members.put("'status':'\\ud83d\\ude00'", kept("null", DAY, "1.0000", "\uD83D\uDE00"));
    members.put("'status':'\\\\ud83d'", kept("null", DAY, "1.0000", "\\ud83d"));
    members.put("'status':'a\\ud83d'", kept("null", DAY, "1.0000", "a\uFFFD"));
    members.put("'status':'a\\uDE00b'", kept("null", DAY, "1.0000", "a\uFFFDb"));
    members.put("'status':'\\ude00\\ud83d'", kept("null", DAY, "1.0000", "\uFFFD\uFFFD"));
    members.put("'status':'a\\u0000b'", kept("null", DAY, "1.0000", "a\u0000b"));
    members.put("'customer':'a\\ud83d'", "BAD_CHARACTER customer_source_id");
    members.put("'customer':'a\\u0000b'", "BAD_CHARACTER customer_source_id");
    members.put("'customer':'a\\nb\\tc'", kept("a\nb\tc", DAY, "1.0000", "null"));
    members.forEach((text, becomes) -> file.record(object(file, "'total':1," + text), becomes));
    return file;
  }

  private static String object(Odd file, String members) {
    return "{'id':'%s%d','placed':'2026-01-31',%s}"
        .formatted(file.name, file.expected.size(), members)
        .replace('\'', '"');
  }

  private static String kept(String customer, String at, String total, String status) {
    return String.join("|", customer, at, total, status);
  }

  private static FileStream stream(String name, String path, Layout layout) {
    return new FileStream("shop", name, path, layout, Map.of(Orders.TABLE, Given.ORDERS));
  }

  /** What became of each record, by its place. */
  private static Map<String, String> become(Runs runs) {
    Map<String, String> found = new TreeMap<>();
    for (Row order : runs.rows(Orders.TABLE)) {
      found.put(
          order.getAs(Origin.RECEIVED_FROM.name())
              + " @ "
              + order.getAs(Origin.RECEIVED_ORDINAL.name()),
          "%s|%s|%s|%s"
              .formatted(
                  order.getAs(Origin.CUSTOMER_SOURCE_ID.name()),
                  order.getAs(Orders.PLACED_AT.name()),
                  order.getAs(Orders.NET_TOTAL.name()),
                  order.getAs(Orders.RAW_STATUS.name())));
    }
    for (Row reject : runs.quarantine()) {
      found.merge(
          reject.getAs(Quarantine.PLACE.name()),
          reject.getAs(Quarantine.CODE.name()) + " " + reject.getAs(Quarantine.FIELD.name()),
          (one, other) -> Stream.of(one, other).sorted().collect(Collectors.joining(", ")));
    }
    return found;
  }
}
