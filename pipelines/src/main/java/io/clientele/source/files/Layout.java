package io.clientele.source.files;

import java.nio.charset.Charset;
import java.util.regex.Pattern;

/** How records are cut out of a file and their columns out of a record. */
public sealed interface Layout {

  /**
   * Comma-separated values after RFC 4180, whose first line names the columns.
   *
   * @param lineBreaks whether values in quotes may hold line breaks; such a file is read by one
   *     task
   */
  record Csv(char delimiter, Charset charset, boolean lineBreaks) implements Layout {}

  /** One JSON object a line; its top-level names are the columns. */
  record JsonLines() implements Layout {}

  /** Parquet; its top-level names are the columns. */
  record Parquet() implements Layout {}

  /**
   * Lines cut by a regular expression, whose named groups are the columns.
   *
   * @param headerLines lines to pass over at the beginning of a file
   */
  record Lines(Pattern pattern, int headerLines, Charset charset) implements Layout {}
}
