package io.clientele.silver;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes rows of a canonical table from drafts: reads the texts, fills in what is derived, and says
 * why a row must not pass.
 *
 * @param zone whose days and local times are meant where a text names no offset from UTC
 * @param currency of amounts that name none
 */
record Canon(ZoneId zone, String currency) {
  /** Grows with every change of this package that makes other rows of the same records. */
  private static final int VERSION = 1;

  private static final String MISSING_VALUE = "MISSING_VALUE";
  private static final String NO_MATCH = "NO_MATCH";

  /** A digest of everything that shapes the rows which these feeds give. */
  String recipe(List<Feed> feeds) {
    String fed = feeds.stream().map(Feed::recipe).sorted().collect(Collectors.joining("\n"));
    String all = String.join("\n", String.valueOf(VERSION), zone.getId(), currency, fed);
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The table's fields, a required one null only in a refused row, with the reserved columns. */
  Dataset<Row> rows(Table table, Feed feed, Dataset<Row> drafts) {
    Dataset<Row> values = values(table, feed, texts(feed, drafts));
    return light(table, filled(table, feed, values));
  }

  /** Empty and blank texts are no values. */
  private static Dataset<Row> texts(Feed feed, Dataset<Row> drafts) {
    return select(
        drafts,
        List.of(
            Draft.FIELDS.stream().map(Field::col),
            feed.fills().keySet().stream()
                .map(field -> textOf(field).from(nullif(trim(field.col()), lit(""))))));
  }

  private Dataset<Row> values(Table table, Feed feed, Dataset<Row> texts) {
    return select(
        texts,
        List.of(
            Draft.FIELDS.stream().map(Field::col),
            feed.fills().keySet().stream().map(field -> textOf(field).col()),
            own(table).map(field -> value(feed, field))));
  }

  private Column value(Feed feed, Field field) {
    return feed.fills().containsKey(field)
        ? field.from(feed.read(field, textOf(field).col(), zone))
        : field.absent();
  }

  private Dataset<Row> filled(Table table, Feed feed, Dataset<Row> values) {
    Map<Field, Column> filling = Filling.of(table, currency);
    Function<Field, Column> value = field -> filling.getOrDefault(field, field.col());
    Stream<Column> uncut =
        Stream.of(Rejects.reason(Draft.UNCUT.col(), NO_MATCH, Rejects.RECORD, lit(null)));
    Stream<Column> unread =
        feed.fills().keySet().stream()
            .flatMap(field -> Reading.reasons(field, textOf(field).col(), field.col()).stream());
    Stream<Column> missing =
        own(table)
            .filter(field -> !field.nullable())
            .map(field -> missing(field, value.apply(field), feed));
    return select(
        values,
        List.of(
            table.fields().stream().map(field -> field.from(value.apply(field))),
            Stream.of(
                judged(Stream.of(uncut, unread, missing).flatMap(r -> r).toList()),
                Rejects.PLACE.col(),
                Rejects.RECORD.col(),
                Draft.LEFT_OUT.col(),
                Fate.ANNOUNCED.col())));
  }

  /** Nothing is held against what no one wants, or what is no record. */
  private static Column judged(List<Column> reasons) {
    Column judged = not(Draft.LEFT_OUT.col()).and(Fate.ANNOUNCED.col().isNull());
    return Rejects.REASONS.from(
        when(judged, Rejects.reasons(reasons)).otherwise(Rejects.reasons(List.of())));
  }

  /** Missing where nothing stood; a text that could not be read has its own reason. */
  private static Column missing(Field field, Column value, Feed feed) {
    Column unread = feed.fills().containsKey(field) ? textOf(field).col().isNotNull() : lit(false);
    return Rejects.reason(
        value.isNull().and(not(Draft.UNCUT.col())).and(not(unread)),
        MISSING_VALUE,
        field,
        lit(null));
  }

  /** Of a row that may pass, the record is not carried along: it lies in bronze. */
  private static Dataset<Row> light(Table table, Dataset<Row> filled) {
    Column fate =
        when(Fate.ANNOUNCED.col().isNotNull(), lit(null))
            .when(Draft.LEFT_OUT.col(), lit(Fate.LEFT_OUT.name()))
            .when(Rejects.any(), lit(Fate.REJECTED.name()))
            .otherwise(lit(Fate.KEPT.name()));
    Column passes = not(Rejects.any()).and(not(Draft.LEFT_OUT.col()));
    return select(
        filled,
        List.of(
            table.fields().stream().map(Field::col),
            Stream.of(
                Rejects.REASONS.col(),
                Rejects.PLACE.from(
                    when(not(passes).or(Fate.ANNOUNCED.col().isNotNull()), Rejects.PLACE.col())),
                Rejects.RECORD.from(when(Rejects.any(), Rejects.RECORD.col())),
                Fate.FIELD.from(fate),
                Fate.ANNOUNCED.col())));
  }

  private static Field textOf(Field field) {
    return Field.optional("_text_of_" + field.name(), Types.TEXT, "The field as it was received.");
  }

  /** What the table's rows say beyond where they are from. */
  static Stream<Field> own(Table table) {
    return table.fields().stream().filter(field -> !Draft.FIELDS.contains(field));
  }

  private static Dataset<Row> select(Dataset<Row> rows, List<Stream<Column>> columns) {
    return rows.select(columns.stream().flatMap(each -> each).toArray(Column[]::new));
  }
}
