package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRecordsTest {
  @Test
  void shouldEndRecordsOutsideOfQuotesOnly() throws IOException {
    assertThat(records("a,\"x\ny\"\r\n\"p\"\"\r\nq\",b\rz\n\n,\"\""))
        .containsExactly("0 a,\"x\ny\"", "9 \"p\"\"\r\nq\",b", "20 z", "22 ", "23 ,\"\"");
  }

  @Test
  void shouldTakeAQuoteInAPlainCellForItself() throws IOException {
    assertThat(records("5\" nail,\"a\nb\"\nc")).containsExactly("0 5\" nail,\"a\nb\"", "14 c");
  }

  @Test
  void shouldEndARecordWhoseQuoteNeverClosesWithItsFirstLine() throws IOException {
    assertThat(records("a\n\"b\r\nc\n\"d\ne\""))
        .containsExactly("0 a", "2 \"b", "6 c", "8 \"d\ne\"");
    assertThat(records("\"a\nb,\"c\nd")).containsExactly("0 \"a", "3 b,\"c", "8 d");
    assertThat(records("\"a\"b\nc")).containsExactly("0 \"a\"b", "5 c");
    assertThat(records("\"a\r\rb")).containsExactly("0 \"a", "3 ", "4 b");
  }

  @Test
  void shouldReadAgainBeyondOneChunkWhatAnOpenQuoteHadTakenIn() throws IOException {
    String lines = "1234567\n".repeat(20_000);
    assertThat(records("\"\n" + lines + "\"x\ny\"\n" + lines))
        .hasSize(40_002)
        .startsWith("0 \"", "2 1234567")
        .contains("160002 \"x\ny\"")
        .endsWith("320000 1234567");
  }

  @Test
  void shouldPassOverAByteOrderMark() throws IOException {
    assertThat(records("\uFEFFa\nb")).containsExactly("3 a", "5 b");
  }

  @Test
  void shouldTellOffsetsInBytesBeyondOneChunk() throws IOException {
    String line = "é".repeat(40_000);
    assertThat(records(line + "\r\n" + line + "\r\nend")).last().isEqualTo("160004 end");
  }

  @Test
  void shouldEndLinesAnywhereWhereQuotesMeanNothing() throws IOException {
    assertThat(records("a,\"x\ny\"\r\n\"z", Cutter.End.LINE))
        .containsExactly("0 a,\"x", "5 y\"", "9 \"z");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, UTF-16",
    "UTF-16LE, UTF-16",
    "UTF-16BE, UTF-16",
    "x-UTF-16LE-BOM, UTF-16",
    "x-UTF-16LE-BOM, UTF-16LE",
    "UTF-16BE, UTF-16BE",
    "UTF-32, UTF-32",
    "UTF-8, UTF-8",
    "windows-1252, windows-1252"
  })
  void shouldReadTheSameOfEveryCharset(String written, Charset told, @TempDir Path folder)
      throws IOException {
    String text = "a;b\r\nMüller €;\"1\n2\"\nÖ;1\n";
    for (String name : List.of("a.csv", "a.csv.gz")) {
      Given.file(folder, name, text, Charset.forName(written));

      assertThat(texts(folder.resolve(name), new Layout.Csv(';', told, true)))
          .containsExactly("a;b", "Müller €;\"1\n2\"", "Ö;1");
      assertThat(texts(folder.resolve(name), new Layout.Csv(';', told, false)))
          .containsExactly("a;b", "Müller €;\"1", "2\"", "Ö;1");
    }
  }

  private static List<String> texts(Path path, Layout layout) throws IOException {
    long size = java.nio.file.Files.size(path);
    InputFile file = new InputFile("a", path.toUri().toString(), size, Instant.EPOCH, "");
    List<String> texts = new ArrayList<>();
    try (TextRecords records = Cutter.of(layout).open(file, 0, size, new Configuration())) {
      while (records.next()) {
        texts.add(records.text());
      }
    }
    return texts;
  }

  private static List<String> records(String text) throws IOException {
    return records(text, Cutter.End.LINE_OUTSIDE_QUOTES);
  }

  private static List<String> records(String text, Cutter.End end) throws IOException {
    List<String> found = new ArrayList<>();
    try (TextRecords records =
        new StreamRecords(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            end,
            ',',
            StandardCharsets.UTF_8)) {
      while (records.next()) {
        found.add(records.offset() + " " + records.text());
      }
    }
    return found;
  }
}
