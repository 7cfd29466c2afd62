package io.clientele.cli;

import io.clientele.lake.Quarantine;
import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Single rows of the quarantine as people may see them. The record itself is never shown, and of a
 * value only what it looks like, where its field is not personal: where columns are shifted,
 * anything may stand in any of them.
 *
 * @param tables that the records were meant for
 */
record RejectedRecords(List<Table> tables) {
  static final String MASKED = "(masked)";

  /** No number or time is as long. */
  private static final int LONGEST = 40;

  Object table(List<Row> rows) {
    TextTable table =
        new TextTable(List.of("table", "place", "code", "field", "looks like", "run"), Set.of());
    rows.forEach(
        row ->
            table.add(
                List.of(
                    row.getAs(Quarantine.TABLE_ID.name()),
                    place(row),
                    row.getAs(Quarantine.CODE.name()),
                    row.getAs(Quarantine.FIELD.name()),
                    look(row).orElse(""),
                    row.getAs(Quarantine.RUN_ID.name()))));
    return table;
  }

  Map<String, Object> json(Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("table", row.getAs(Quarantine.TABLE_ID.name()));
    told.put("place", place(row));
    told.put("code", row.getAs(Quarantine.CODE.name()));
    told.put("field", row.getAs(Quarantine.FIELD.name()));
    told.put("looks_like", look(row).orElse(null));
    told.put("run_id", row.getAs(Quarantine.RUN_ID.name()));
    return told;
  }

  private static String place(Row row) {
    return Optional.ofNullable(row.<String>getAs(Quarantine.PLACE.name())).orElse("");
  }

  private Optional<String> look(Row row) {
    return Optional.ofNullable(row.<String>getAs(Quarantine.VALUE.name()))
        .map(value -> isPersonal(row) || value.length() > LONGEST ? MASKED : look(value));
  }

  private static String look(String value) {
    return value.replaceAll("\\p{L}", "a").replaceAll("\\p{Nd}", "9");
  }

  /** A field that the table does not have is that of the whole record. */
  private boolean isPersonal(Row row) {
    return tables.stream()
        .filter(table -> table.id().equals(row.getAs(Quarantine.TABLE_ID.name())))
        .flatMap(table -> table.fields().stream())
        .filter(field -> field.name().equals(row.getAs(Quarantine.FIELD.name())))
        .map(Field::personal)
        .noneMatch(Personal.NO::equals);
  }
}
