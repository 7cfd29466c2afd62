package io.clientele.generate;

import java.nio.charset.StandardCharsets;

/** A piece of a file: lines of comma-separated values after RFC 4180, or any others. */
final class Sheet {
  private final StringBuilder text = new StringBuilder();
  private long rows;

  /** Ends in a line feed alone, unlike the RFC's lines. */
  void csv(Object... cells) {
    for (int at = 0; at < cells.length; at++) {
      text.append(at > 0 ? "," : "").append(cell(cells[at].toString()));
    }
    text.append('\n');
    rows++;
  }

  private static String cell(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  void line(String line) {
    text.append(line).append('\n');
    rows++;
  }

  long rows() {
    return rows;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
