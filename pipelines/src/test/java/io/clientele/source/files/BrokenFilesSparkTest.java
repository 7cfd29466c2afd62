package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.problem.UserError;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read at all: one clear word, nothing half taken, and all once mended. */
@ExtendWith(SparkExtension.class)
class BrokenFilesSparkTest {
  private static final String HEADER = "id,customer,placed,total,status,updated\n";

  @TempDir Path folder;

  @Test
  void shouldRefuseATruncatedGzipAndTakeItOnceItIsMended(SparkSession spark) throws IOException {
    StringBuilder lines = new StringBuilder(HEADER);
    for (int i = 0; i < 3000; i++) {
      lines.append("o%04d,c%d,2026-01-31,%d,,\n".formatted(i, i * 7919 % 10_007, i));
    }
    Given.file(folder, "a.csv", HEADER + "a,c,2026-01-31,1,,\n");
    Given.file(folder, "b.csv.gz", lines.toString());
    byte[] whole = java.nio.file.Files.readAllBytes(folder.resolve("b.csv.gz"));
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*"));

    // Before the header, among the records that are looked at first, and beyond them.
    for (int length : List.of(5, whole.length / 4, whole.length - 4)) {
      cut("b.csv.gz", whole, length);
      assertThat(refusal(runs))
          .hasMessageStartingWith("Cannot read file b.csv.gz: ")
          .hasMessageEndingWith(". Check that it is whole and may be read.");
      assertThat(runs.bronze("orders")).isEmpty();
    }

    cut("b.csv.gz", whole, whole.length);
    assertThat(runs.take().bronze("orders"))
        .filteredOn(row -> row.getAs(FileRecords.KIND.name()).equals(FileRecords.RECORD_KIND))
        .hasSize(3001);
  }

  @Test
  void shouldRefuseATruncatedParquetAndTakeItOnceItIsMended(SparkSession spark) throws IOException {
    Given.file(
        folder,
        "a.jsonl",
        "{\"id\":\"o1\",\"customer\":\"c\",\"placed\":\"2026-01-31\",\"total\":1,\"status\":\"x\",\"updated\":\"\"}\n");
    spark
        .read()
        .json(folder.resolve("a.jsonl").toString())
        .coalesce(1)
        .write()
        .parquet(folder.resolve("p").toString());
    byte[] whole = java.nio.file.Files.readAllBytes(parquet());
    java.nio.file.Files.write(folder.resolve("x.parquet"), whole);
    Runs runs = new Runs(spark, folder, Given.orders(new Layout.Parquet(), "x.parquet"));

    byte[] spoilt = whole.clone();
    // A page's header, behind a footer that is whole.
    Arrays.fill(spoilt, 4, 40, (byte) 0x7F);
    for (byte[] bytes :
        List.of(
            new byte[0], Arrays.copyOf(whole, 3), Arrays.copyOf(whole, whole.length - 1), spoilt)) {
      java.nio.file.Files.write(folder.resolve("x.parquet"), bytes);
      assertThat(refusal(runs)).hasMessageContaining("x.parquet").hasMessageEndingWith(".");
      assertThat(runs.bronze("orders")).isEmpty();
    }

    java.nio.file.Files.write(folder.resolve("x.parquet"), whole);
    assertThat(runs.take().bronze("orders"))
        .extracting(row -> row.<String>getAs(FileRecords.KIND.name()))
        .containsExactlyInAnyOrder(FileRecords.RECORD_KIND, FileRecords.STATE_KIND);
  }

  private Path parquet() throws IOException {
    try (Stream<Path> files = java.nio.file.Files.list(folder.resolve("p"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  private void cut(String name, byte[] whole, int length) throws IOException {
    java.nio.file.Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
  }

  /** As the lake finds it: where tasks fail while it writes, among the causes. */
  private static UserError refusal(Runs runs) {
    Throwable thrown = catchThrowable(runs::take);
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(UserError.class::isInstance)
        .map(UserError.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError(thrown));
  }
}
