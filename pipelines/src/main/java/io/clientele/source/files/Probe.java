package io.clientele.source.files;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.clientele.problem.UserError;
import io.clientele.silver.Draft;
import io.clientele.silver.Feed;
import io.clientele.silver.Notation;
import io.clientele.silver.Origin;
import io.clientele.silver.Silver;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads the beginning of new files by their mapping, so that a mapping that does not fit a file is
 * told at once, instead of by a quarantine full of its records.
 */
record Probe(FileStream stream) {
  /** Records of each file that are looked at. */
  static final long RECORDS = 1000;

  private static final Field TRIED = Field.required("tried", Types.COUNT, "Records looked at.");
  private static final String UNCUT = "UNCUT";
  private static final String UNJUDGED = "UNJUDGED";
  private static final String UNREADABLE = "UNREADABLE";
  private static final String ABSENT = "ABSENT";

  /**
   * Passes files in which at least one record is cut and one value of each mapped column is read,
   * and those of which the mapping takes none of these records.
   *
   * @throws UserError otherwise, naming the file, the column and what was expected
   */
  void refuseUnreadable(Dataset<Row> heads) {
    for (Feed feed : Files.feeds(stream)) {
      List<Row> refused =
          feed.draft()
              .apply(heads)
              .where(Fate.ANNOUNCED.col().isNull())
              .groupBy(Origin.RECEIVED_FROM.col())
              .agg(TRIED.from(count(lit(1))), reasons(feed))
              .where(Rejects.any())
              .orderBy(Origin.RECEIVED_FROM.col())
              .takeAsList(1);
      refused.forEach(row -> refuse(feed, row));
    }
  }

  /** Of a file's records together: they are aggregates. */
  private static Column reasons(Feed feed) {
    Column cut = count_if(not(Draft.UNCUT.col()));
    Column unjudged = cut.gt(0).and(cut.equalTo(count_if(Draft.UNJUDGED.col())));
    return Rejects.reasons(
        Stream.concat(
                Stream.of(
                    Rejects.reason(cut.equalTo(0), UNCUT, Rejects.RECORD, lit(null)),
                    Rejects.reason(unjudged, UNJUDGED, Rejects.RECORD, lit(null))),
                feed.fills().keySet().stream().flatMap(field -> reasons(feed, field)))
            .toList());
  }

  private static Stream<Column> reasons(Feed feed, Field field) {
    Column taken = not(Draft.LEFT_OUT.col().or(Draft.UNCUT.col()).or(Draft.UNJUDGED.col()));
    Column given = when(taken, field.col());
    Column text = nullif(trim(given), lit(""));
    Column value = feed.read(field, text, ZoneOffset.UTC);
    Column unread = count(text).gt(0).and(count(value).equalTo(0));
    Column absent =
        lit(Silver.needed(feed.to()).contains(field))
            .and(count_if(taken).gt(0))
            .and(count(given).equalTo(0));
    return Stream.of(
        Rejects.reason(unread, UNREADABLE, field, min(when(value.isNull(), shape(text)))),
        Rejects.reason(absent, ABSENT, field, lit(null)));
  }

  /** How a text is written, without what it says: it may be about a person. */
  private static Column shape(Column text) {
    Column letters = regexp_replace(substring(text, 1, 40), lit("\\p{L}"), lit("a"));
    return regexp_replace(letters, lit("\\p{N}"), lit("9"));
  }

  private void refuse(Feed feed, Row row) {
    Row reason = row.<Row>getList(2).get(0);
    String code = reason.getString(0);
    String found =
        switch (code) {
          case UNCUT -> "none of the %d records read first %s".formatted(row.getLong(1), uncut());
          case UNJUDGED -> unjudged(stream.feeds().get(feed.to()).filter());
          default -> fault(feed, field(feed, reason.getString(1)), code, reason.getString(2));
        };
    throw new UserError(
        "Cannot take file %s: %s. Correct stream %s in the settings, or the file."
            .formatted(row.getString(0), found, stream.name()));
  }

  private String uncut() {
    if (stream.layout() instanceof Layout.Lines) {
      return "matches the pattern of its lines";
    }
    return stream.layout() instanceof Layout.Csv
        ? "has as many cells as its header, each quote closed"
        : "is a JSON object";
  }

  private static String unjudged(Filter filter) {
    return filter
        .signed()
        .map(
            asked ->
                "column '%s', expected a number such as %s"
                    .formatted(asked.column(), asked.numbers().example()))
        .distinct()
        .collect(Collectors.joining(", ", "no record read first can be judged by ", ""));
  }

  private String fault(Feed feed, Field field, String code, String shape) {
    String column = source(feed, field);
    return code.equals(ABSENT)
        ? "no record read first has %s, expected for %s".formatted(column, field)
        : "no value of %s could be read as %s (they look like '%s'), expected %s"
            .formatted(column, field, shape, expected(feed, field));
  }

  private String source(Feed feed, Field field) {
    Mapping.Value value = stream.feeds().get(feed.to()).values().get(field);
    return value
        .constant()
        .map(text -> "constant '" + text + "'")
        .orElseGet(() -> "column '" + String.join("', '", value.columns()) + "'");
  }

  private static Field field(Feed feed, String name) {
    return feed.fills().keySet().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String expected(Feed feed, Field field) {
    if (field.type().equals(Types.FLAG)) {
      return "true or false";
    }
    if (field.type().equals(Types.COUNT)) {
      return "a whole number such as 12";
    }
    Notation notation = feed.fills().get(field);
    return field.type().equals(Types.INSTANT)
        ? notation.expectedTime()
        : "a number such as " + notation.numbers().example();
  }
}
