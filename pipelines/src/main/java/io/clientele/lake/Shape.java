package io.clientele.lake;

import io.clientele.problem.UserError;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A table as it is declared beside the same table as it is stored. */
record Shape(Table table, StructType stored) {
  /** Differences that are told singly; where there are more, these show what kind they are of. */
  private static final int TOLD = 5;

  /**
   * Declared fields that the stored table does not have yet.
   *
   * @throws UserError where the two differ in anything but missing nullable fields
   */
  List<Field> missing() {
    List<String> declared = table.fields().stream().map(Field::name).toList();
    Stream<String> unknown =
        Arrays.stream(stored.fields())
            .filter(column -> !declared.contains(column.name()))
            .map(column -> column.name() + " is stored as " + tell(column) + ", but not declared");
    List<String> problems =
        Stream.concat(table.fields().stream().flatMap(f -> difference(f).stream()), unknown)
            .toList();
    if (!problems.isEmpty()) {
      String more = problems.size() > TOLD ? "; and %d more".formatted(problems.size() - TOLD) : "";
      throw new UserError(
          "Cannot open %s: %s%s. Rebuild the table, or use the release that wrote it."
              .formatted(
                  table, problems.stream().limit(TOLD).collect(Collectors.joining("; ")), more));
    }
    return table.fields().stream().filter(field -> column(field).isEmpty()).toList();
  }

  /** Stored rows as declared: fields that were not there yet are null. */
  Dataset<Row> align(Dataset<Row> rows) {
    List<Field> missing = missing();
    List<Column> columns = new ArrayList<>();
    table
        .fields()
        .forEach(field -> columns.add(missing.contains(field) ? field.absent() : field.col()));
    return rows.select(columns.toArray(Column[]::new));
  }

  private Optional<String> difference(Field field) {
    Optional<StructField> column = column(field);
    if (column.isEmpty()) {
      return field.nullable()
          ? Optional.empty()
          : Optional.of(field + " is declared as " + tell(field) + ", but not stored");
    }
    StructField kept = column.get();
    return kept.dataType().equals(field.type()) && kept.nullable() == field.nullable()
        ? Optional.empty()
        : Optional.of(field + " is declared as " + tell(field) + ", but stored as " + tell(kept));
  }

  private Optional<StructField> column(Field field) {
    return Arrays.stream(stored.fields()).filter(c -> c.name().equals(field.name())).findFirst();
  }

  private static String tell(Field field) {
    return field.type().simpleString() + (field.nullable() ? "" : " not null");
  }

  private static String tell(StructField column) {
    return column.dataType().simpleString() + (column.nullable() ? "" : " not null");
  }
}
