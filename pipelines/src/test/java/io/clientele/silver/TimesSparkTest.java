package io.clientele.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.table.Field;
import io.clientele.table.Types;
import io.clientele.testkit.SparkExtension;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TimesSparkTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Field TEXT = Field.required("value", Types.TEXT, "Text to read.");

  @Test
  void shouldReadIso(SparkSession spark) {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("2026-01-31", "2026-01-30T23:00:00Z");
    expected.put("2026-07-31", "2026-07-30T22:00:00Z");
    expected.put("2026-01-31 18:30", "2026-01-31T17:30:00Z");
    expected.put("2026-01-31T18:30:05", "2026-01-31T17:30:05Z");
    expected.put("2026-01-31T18:30:05.123456789Z", "2026-01-31T18:30:05.123456Z");
    expected.put("2026-01-31T18:30Z", "2026-01-31T18:30:00Z");
    expected.put("2026-01-31 18:30:05+02", "2026-01-31T16:30:05Z");
    expected.put("2026-01-31 18:30:05 -0230", "2026-01-31T21:00:05Z");
    expected.put("2026-01-31T18:30+02:00", "2026-01-31T16:30:00Z");
    expected.put("2026-03-29T02:30", "2026-03-29T01:30:00Z");
    expected.put("2024-02-29", "2024-02-28T23:00:00Z");
    for (String wrong :
        List.of(
            "2026-02-29",
            "2026",
            "T10:30",
            "2026-01-31T25:00",
            "now",
            "31.01.2026",
            "1769800000",
            "2026-01-31T18:30:05 Europe/Paris",
            "2026-01-31+02:00")) {
      expected.put(wrong, "null");
    }

    assertThat(read(spark, List.copyOf(expected.keySet()), List.of())).isEqualTo(expected);
  }

  @Test
  void shouldReadAnotherFormat(SparkSession spark) {
    assertThat(read(spark, List.of("19970101", "1997010", "19970230"), List.of("yyyyMMdd")))
        .isEqualTo(
            Map.of("19970101", "1996-12-31T23:00:00Z", "1997010", "null", "19970230", "null"));
    assertThat(read(spark, List.of("31.1.2026 08:05"), List.of("d.M.yyyy HH:mm")).values())
        .containsExactly("2026-01-31T07:05:00Z");
    assertThat(
            read(spark, List.of("31.01.2026 Z 08:05 -05:00"), List.of("dd.MM.yyyy 'Z' HH:mm XXX"))
                .values())
        .containsExactly("2026-01-31T13:05:00Z");
  }

  @Test
  void shouldReadTheFirstFormatThatFits(SparkSession spark) {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("03/02/2026 10:00", "2026-02-03T09:00:00Z");
    expected.put("12/31/2026", "2026-12-30T23:00:00Z");
    expected.put("2026-07-31", "2026-07-30T22:00:00Z");
    expected.put("1769884200", "2026-01-31T18:30:00Z");
    expected.put("1769884200.25", "2026-01-31T18:30:00.250Z");
    expected.put("1769884200123", "2026-01-31T18:30:00.123Z");
    expected.put("-1", "1969-12-31T23:59:59Z");
    expected.put("123456789012345", "null");
    expected.put("31.12.2026", "null");

    assertThat(
            read(
                spark,
                List.copyOf(expected.keySet()),
                List.of(
                    "dd/MM/yyyy HH:mm",
                    "MM/dd/yyyy",
                    "iso",
                    "epoch-seconds",
                    "epoch-milliseconds")))
        .isEqualTo(expected);
  }

  private static Map<String, String> read(
      SparkSession spark, List<String> texts, List<String> formats) {
    List<Row> rows =
        spark
            .createDataset(new ArrayList<>(texts), Encoders.STRING())
            .toDF(TEXT.name())
            .select(TEXT.col(), Times.instant(TEXT.col(), formats, BERLIN))
            .collectAsList();
    Map<String, String> read = new LinkedHashMap<>();
    rows.forEach(row -> read.put(row.getString(0), String.valueOf((Instant) row.get(1))));
    return read;
  }
}
