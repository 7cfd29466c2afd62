package io.clientele.source.files;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import io.clientele.silver.Draft;
import io.clientele.silver.Feed;
import io.clientele.silver.Origin;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Makes drafts of a stream's records by a mapping. */
record Drafts(FileStream stream, Mapping mapping) {
  private static final Field CELLS =
      Field.optional("_cells", DataTypes.createArrayType(Types.TEXT), "Texts of mapped columns.");

  /** Hexadecimal digits of a record's key: among a billion, two equal ones are very unlikely. */
  private static final int KEY_DIGITS = 20;

  Dataset<Row> of(Dataset<Row> records) {
    List<String> columns = mapping.columns();
    // Cut in a step of its own: within the next one it would be cut anew for each field.
    Dataset<Row> cut =
        records
            .where(FileRecords.KIND.col().equalTo(FileRecords.RECORD_KIND))
            .withColumn(CELLS.name(), Cells.of(stream.layout(), columns));
    Stream<Column> texts =
        mapping.values().entrySet().stream()
            .map(entry -> text(entry.getValue(), columns).as(entry.getKey().name()));
    return cut.select(Stream.concat(origin(), texts).toArray(Column[]::new));
  }

  private static Column text(Mapping.Value value, List<String> columns) {
    return value
        .column()
        .map(column -> CELLS.col().getItem(columns.indexOf(column)))
        .orElseGet(() -> lit(value.constant().orElseThrow()));
  }

  private Stream<Column> origin() {
    Column file = FileRecords.FILE.col();
    Column offset = FileRecords.OFFSET.col();
    return Stream.of(
        Origin.SOURCE_SYSTEM.from(lit("file")),
        Origin.CONNECTION_ID.from(lit(stream.connection())),
        Origin.RECEIVED_AT.from(FileRecords.MODIFIED_AT.col()),
        Origin.RECEIVED_FROM.from(file),
        Origin.RECEIVED_ORDINAL.from(offset),
        Draft.ID.from(substring(sha2(concat(file, lit("@"), offset), 256), 1, KEY_DIGITS)),
        Draft.UNCUT.from(CELLS.col().isNull()),
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
