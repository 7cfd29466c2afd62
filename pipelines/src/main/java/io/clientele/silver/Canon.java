package io.clientele.silver;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF0;

/**
 * Makes rows of a canonical table from drafts: reads the texts, fills in what is derived, and says
 * why a row must not pass.
 *
 * @param zone whose days and local times are meant where a text names no offset from UTC
 * @param rates of the currencies of amounts; the tenant's own is that of amounts that name none
 */
record Canon(ZoneId zone, Rates rates) {
  /** Grows with every change of this package that makes other rows of the same records. */
  private static final int VERSION = 3;

  /**
   * True, in a way that Spark does not see through. Else it moves whatever asks for a row's fate
   * below the readings, with a copy of them all in the question.
   */
  private static final Column ONCE =
      udf((UDF0<Boolean>) () -> true, Types.FLAG).asNondeterministic().apply();

  static final String MISSING_VALUE = "MISSING_VALUE";
  private static final String NO_MATCH = "NO_MATCH";

  /** A digest of everything that shapes the rows which these feeds give. */
  String recipe(Table table, List<Feed> feeds) {
    String fed = feeds.stream().map(Feed::recipe).sorted().collect(Collectors.joining("\n"));
    String money = Reporting.of(table).map(told -> rates.toString()).orElse(rates.currency());
    String all = String.join("\n", String.valueOf(VERSION), zone.getId(), money, fed);
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * The table's fields, a required one null only in a refused row, with the reserved columns.
   *
   * @param completed gives the rows what other tables say of them
   */
  Dataset<Row> rows(
      Table table, Feed feed, Dataset<Row> drafts, UnaryOperator<Dataset<Row>> completed) {
    Dataset<Row> values = values(table, feed, texts(feed, drafts));
    Dataset<Row> whole = completed.apply(filled(table, feed, values));
    return light(
        table, Reporting.of(table).map(money -> money.told(whole, rates, zone)).orElse(whole));
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
    Map<Field, Column> filling = Filling.of(table, rates.currency());
    Function<Field, Column> value = field -> filling.getOrDefault(field, field.col());
    Stream<Column> uncut =
        Stream.of(
            Rejects.reason(Draft.UNCUT.col(), NO_MATCH, Rejects.RECORD, lit(null)),
            Rejects.reason(Draft.UNJUDGED.col(), Reading.NOT_A_NUMBER, Rejects.RECORD, lit(null)));
    Stream<Column> unread =
        feed.fills().entrySet().stream()
            .flatMap(fill -> unread(fill.getKey(), fill.getValue()).stream());
    Stream<Column> missing =
        own(table)
            .filter(field -> !field.nullable() && !isLater(field, feed))
            .map(field -> missing(field, value.apply(field), feed));
    return select(
        values,
        List.of(
            table.fields().stream().map(field -> field.from(value.apply(field))),
            Stream.of(
                Rejects.reasons(Stream.of(uncut, unread, missing).flatMap(r -> r).toList()),
                Draft.UNCUT.col(),
                Rejects.PLACE.col(),
                Rejects.RECORD.col(),
                Draft.LEFT_OUT.col(),
                Fate.ANNOUNCED.col())));
  }

  /** Whether a field is given its value by what follows, which then says where it cannot. */
  private static boolean isLater(Field field, Feed feed) {
    return Reporting.FIELDS.contains(field)
        || (field.equals(Orders.NET_TOTAL) && LineTotals.areFor(feed));
  }

  private static List<Column> unread(Field field, Notation notation) {
    return Reading.reasons(field, textOf(field).col(), field.col(), notation);
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
    Dataset<Row> judged = filled.withColumn(Rejects.REASONS.name(), judged());
    Column fate =
        when(Fate.ANNOUNCED.col().isNotNull(), lit(null))
            .when(Draft.LEFT_OUT.col(), lit(Fate.LEFT_OUT.name()))
            .when(Rejects.any(), lit(Fate.REJECTED.name()))
            .otherwise(lit(Fate.KEPT.name()));
    Column passes = not(Rejects.any()).and(not(Draft.LEFT_OUT.col()));
    return select(
        judged,
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

  /** Nothing is held against what no one wants, or what is no record. */
  private static Column judged() {
    Column wanted = not(Draft.LEFT_OUT.col()).and(Fate.ANNOUNCED.col().isNull());
    return Rejects.REASONS.from(
        when(wanted.and(ONCE), Rejects.REASONS.col()).otherwise(Rejects.reasons(List.of())));
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
