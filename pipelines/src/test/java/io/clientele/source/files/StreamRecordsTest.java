package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
