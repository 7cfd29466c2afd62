package io.clientele.generate;

/** A record as a line of a file, without the end of the line, and its id. */
record Entry(String id, String line) {

  /** Comma-separated values after RFC 4180, the first of them the id. */
  static Entry csv(Object... cells) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < cells.length; at++) {
      line.append(at > 0 ? "," : "").append(cell(cells[at].toString()));
    }
    return new Entry(cells[0].toString(), line.toString());
  }

  private static String cell(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
