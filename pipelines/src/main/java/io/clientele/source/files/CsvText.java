package io.clientele.source.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cells of one record of comma-separated values, after RFC 4180. */
final class CsvText {
  private final String record;
  private final char delimiter;
  private int at;

  private CsvText(String record, char delimiter) {
    this.record = record;
    this.delimiter = delimiter;
  }

  /** Empty where quotes do not match up. */
  static Optional<List<String>> cells(String record, char delimiter) {
    CsvText text = new CsvText(record, delimiter);
    List<String> cells = new ArrayList<>();
    do {
      String cell = text.startsQuoted() ? text.quoted() : text.plain();
      if (cell == null) {
        return Optional.empty();
      }
      cells.add(cell);
    } while (text.passDelimiter());
    return Optional.of(cells);
  }

  private boolean startsQuoted() {
    return at < record.length() && record.charAt(at) == '"';
  }

  private String plain() {
    int end = record.indexOf(delimiter, at);
    String cell = record.substring(at, end < 0 ? record.length() : end);
    at += cell.length();
    return cell;
  }

  /** Null where the quote is not closed, or something stands between its end and the delimiter. */
  private String quoted() {
    StringBuilder cell = new StringBuilder();
    int from = at + 1;
    int end = record.indexOf('"', from);
    while (end >= 0 && end + 1 < record.length() && record.charAt(end + 1) == '"') {
      cell.append(record, from, end + 1);
      from = end + 2;
      end = record.indexOf('"', from);
    }
    at = end + 1;
    boolean closed = end >= 0 && (at == record.length() || record.charAt(at) == delimiter);
    return closed ? cell.append(record, from, end).toString() : null;
  }

  private boolean passDelimiter() {
    return at++ < record.length();
  }
}
