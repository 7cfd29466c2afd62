package io.clientele.source.files;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Draft;
import io.clientele.silver.Feed;
import io.clientele.silver.Origin;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes drafts of a stream's records by a mapping. */
record Drafts(FileStream stream, Mapping mapping) {
  /** Of another type for each layout, so it is no field. */
  private static final String CUT = "_cut";

  /** Hexadecimal digits of a record's key: among a billion, two equal ones are very unlikely. */
  private static final int KEY_DIGITS = 20;

  Dataset<Row> of(Dataset<Row> records) {
    Cells cells = new Cells(stream.layout(), mapping.columns());
    Dataset<Row> cut =
        records
            .where(FileRecords.KIND.col().isin(FileRecords.RECORD_KIND, FileRecords.STATE_KIND))
            .withColumn(CUT, when(FileRecords.RECORD.col().isNotNull(), cells.cut()));
    Stream<Column> texts =
        mapping.values().entrySet().stream()
            .map(entry -> text(cells, cut.col(CUT), entry.getValue()).as(entry.getKey().name()));
    return cut.select(Stream.concat(origin(cut.col(CUT)), texts).toArray(Column[]::new));
  }

  private static Column text(Cells cells, Column cut, Mapping.Value value) {
    return value
        .column()
        .map(column -> cells.text(cut, column))
        .orElseGet(() -> lit(value.constant().orElseThrow()));
  }

  private Stream<Column> origin(Column cut) {
    Column file = FileRecords.FILE.col();
    Column offset = FileRecords.OFFSET.col();
    return Stream.of(
        Origin.SOURCE_SYSTEM.from(lit("file")),
        Origin.CONNECTION_ID.from(lit(stream.connection())),
        Origin.RECEIVED_AT.from(FileRecords.MODIFIED_AT.col()),
        Origin.RECEIVED_FROM.from(file),
        Origin.RECEIVED_ORDINAL.from(offset),
        Draft.ID.from(substring(sha2(concat(file, lit("@"), offset), 256), 1, KEY_DIGITS)),
        Draft.UNCUT.from(cut.isNull()),
        Draft.LEFT_OUT.from(lit(false)),
        Fate.ANNOUNCED.from(FileRecords.ROWS.col()),
        Rejects.PLACE.from(concat(file, lit(" @ "), offset)),
        Rejects.RECORD.from(FileRecords.RECORD.col()));
  }

  /** The feed that these drafts are made for. */
  Feed feed(Table to) {
    Map<Field, Optional<String>> fills =
        mapping.values().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().format()));
    return new Feed(FileRecords.table(stream), to, fills, this::of, recipe(to));
  }

  private String recipe(Table to) {
    String values =
        mapping.values().entrySet().stream()
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    return String.join(" ", stream.connection(), stream.name(), layout(), to.id(), values);
  }

  /** A pattern's flags are not in its text. */
  private String layout() {
    int flags = stream.layout() instanceof Layout.Lines lines ? lines.pattern().flags() : 0;
    return stream.layout() + " " + flags;
  }
}
