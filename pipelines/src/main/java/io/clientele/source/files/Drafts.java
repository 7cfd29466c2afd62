package io.clientele.source.files;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Draft;
import io.clientele.silver.Feed;
import io.clientele.silver.Notation;
import io.clientele.silver.Notation.Operator;
import io.clientele.silver.Origin;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes drafts of a stream's records by a mapping. */
record Drafts(FileStream stream, Mapping mapping) {
  /** Of another type for each layout, so it is no field. */
  private static final String CUT = "_cut";

  Dataset<Row> of(Dataset<Row> records) {
    Cells cells = new Cells(stream.layout(), mapping.columns());
    Dataset<Row> cut =
        records
            .where(FileRecords.KIND.col().isin(FileRecords.RECORD_KIND, FileRecords.STATE_KIND))
            .withColumn(CUT, when(FileRecords.RECORD.col().isNotNull(), cells.cut()));
    Function<String, Column> cell = column -> cells.text(cut.col(CUT), column);
    Stream<Column> texts =
        mapping.values().entrySet().stream()
            .map(entry -> text(cell, entry.getValue()).as(entry.getKey().name()));
    Stream<Column> columns =
        Stream.of(origin(), judgement(cut.col(CUT), cell), texts).flatMap(each -> each);
    return cut.select(columns.toArray(Column[]::new));
  }

  private static Column text(Function<String, Column> cell, Mapping.Value value) {
    if (value.constant().isPresent()) {
      return lit(value.constant().get());
    }
    List<Operator> operators = value.notation().operators();
    Column text = cell.apply(value.columns().get(0));
    for (int i = 0; i < operators.size(); i++) {
      Column next = filled(cell.apply(value.columns().get(i + 1)));
      // An amount without a tax has none; a product lacks what one of its factors lacks.
      Column operand = operators.get(i) == Operator.TIMES ? next : coalesce(next, lit("0"));
      text = concat(filled(text), lit(operators.get(i).sign()), operand);
    }
    return text;
  }

  private static Column filled(Column text) {
    return nullif(trim(text), lit(""));
  }

  /** What can be said of a record before anything of it is read. */
  private Stream<Column> judgement(Column cut, Function<String, Column> cell) {
    Column takes = mapping.filter().takes(cell.andThen(Drafts::filled));
    return Stream.of(
        Draft.UNCUT.from(cut.isNull()),
        Draft.LEFT_OUT.from(cut.isNotNull().and(coalesce(not(takes), lit(false)))),
        Draft.UNJUDGED.from(cut.isNotNull().and(takes.isNull())));
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
        Fate.ANNOUNCED.from(FileRecords.ROWS.col()),
        Rejects.PLACE.from(concat(file, lit(" @ "), offset)),
        Rejects.RECORD.from(FileRecords.RECORD.col()));
  }

  /** The feed that these drafts are made for. */
  Feed feed(Table to) {
    Map<Field, Notation> fills =
        mapping.values().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().notation()));
    return new Feed(FileRecords.table(stream), to, fills, this::of, recipe(to));
  }

  private String recipe(Table to) {
    Filter filter = mapping.filter();
    return String.join(
        " ",
        stream.connection(),
        stream.name(),
        layout(),
        to.id(),
        sorted(mapping.values().entrySet()),
        "only",
        sorted(filter.only()),
        "except",
        sorted(filter.except()));
  }

  private static String sorted(Collection<?> parts) {
    return parts.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  /** A pattern's flags are not in its text. */
  private String layout() {
    int flags = stream.layout() instanceof Layout.Lines lines ? lines.pattern().flags() : 0;
    return stream.layout() + " " + flags;
  }
}
