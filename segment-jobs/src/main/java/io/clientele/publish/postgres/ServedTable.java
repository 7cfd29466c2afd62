package io.clientele.publish.postgres;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table of the lake as a database shows it: its fields behind the tenant, its meanings as
 * comments. Follows the declaration: a field that joins there becomes a column at the next
 * publication.
 */
record ServedTable(Table table, Keep keep) {
  private static final SqlFile SQL = SqlFile.of("served.sql");
  private static final Field TENANT_ID =
      Field.required("tenant_id", Types.TEXT, "Tenant that the row belongs to.");

  /** How long rows are shown. */
  enum Keep {
    /**
     * Until a newer run brings others: these are written over the old ones, for which pages keep as
     * much room. So no index changes where only figures do.
     */
    CURRENT(50),
    /** For good, each as-of date beside the others. */
    HISTORY(100);

    /** How full a page gets by new rows, in hundredths. */
    private final int filled;

    Keep(int filled) {
      this.filled = filled;
    }
  }

  String dataset() {
    return table.id();
  }

  /** Creates what is missing: table, columns, comments. Key and indexes follow the first rows. */
  void declare(Session session) {
    lockDeclarations(session);
    session.execute(
        statement("create-table")
            .put("columns", definitions(columns()))
            .put("filled", Integer.toString(keep.filled)));
    Map<String, String> comments = comments(session);
    for (Field column : columns()) {
      if (!comments.containsKey(column.name())) {
        session.execute(statement("add-column").put("definition", definitions(List.of(column))));
      }
      if (!column.doc().equals(comments.get(column.name()))) {
        session.execute(
            statement("comment-column").name("column", column.name()).literal("doc", column.doc()));
      }
    }
    session.execute(statement(keep == Keep.CURRENT ? "comment-current" : "comment-history"));
  }

  /** Others who declare wait until this transaction ends. */
  static void lockDeclarations(Session session) {
    session.execute(SQL.statement("lock-declarations"));
  }

  /** False until rows were shown for the first time: a key of many is cheaper than many of one. */
  boolean hasKey(Session session) {
    return session.one(
        SQL.statement("has-key").literal("table-text", qualified()), row -> row.getBoolean(1));
  }

  /** Creates the indexes that are missing. */
  void index(Session session) {
    List<String> there =
        session.query(SQL.statement("indexes"), row -> row.getString(1), table.name());
    List<Field> missing =
        filtered().stream().filter(field -> !there.contains(index(field))).toList();
    if (!missing.isEmpty()) {
      lockDeclarations(session);
      missing.forEach(field -> createIndex(session, field));
    }
  }

  private Map<String, String> comments(Session session) {
    return session
        .query(
            SQL.statement("comments").literal("table-text", qualified()),
            row -> Map.entry(row.getString(1), row.getString(2)))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void createIndex(Session session, Field field) {
    session.execute(
        statement("create-index")
            .name("index", index(field))
            .name("tenant", TENANT_ID.name())
            .name("column", field.name()));
  }

  private String index(Field field) {
    return table.name() + "_" + field.name();
  }

  private String qualified() {
    return "clientele." + Sql.quoted(table.name());
  }

  /** What people filter by: texts, but for the one that the primary key begins with. */
  private List<Field> filtered() {
    String first = key().get(1);
    return table.fields().stream()
        .filter(field -> field.type().equals(Types.TEXT) && !field.name().equals(first))
        .toList();
  }

  private List<Field> columns() {
    List<Field> columns = new ArrayList<>(List.of(TENANT_ID));
    columns.addAll(table.fields());
    return columns;
  }

  private List<String> key() {
    List<Field> key = new ArrayList<>(List.of(TENANT_ID));
    key.addAll(table.key());
    if (keep == Keep.CURRENT) {
      key.remove(AsOf.FIELD);
    }
    return key.stream().map(Field::name).toList();
  }

  /**
   * Only the key is NOT NULL: a field may join or leave the declaration while older rows are shown,
   * and the lake has refused missing values before.
   */
  private static String definitions(List<Field> fields) {
    return fields.stream()
        .map(
            field ->
                SQL.statement("column")
                    .name("column", field.name())
                    .put("type", PgType.spelling(field))
                    .text())
        .collect(joining(", "));
  }

  Sql createStage(String stage) {
    return SQL.statement("create-stage")
        .name("stage", stage)
        .put("columns", definitions(table.fields()));
  }

  Sql copy(String stage) {
    return SQL.statement("copy").name("stage", stage).names("columns", names());
  }

  List<PgType> types() {
    return table.fields().stream().map(PgType::of).toList();
  }

  long staged(Session session, String stage) {
    return session.one(SQL.statement("count-stage").name("stage", stage), row -> row.getLong(1));
  }

  long shown(Session session, String tenant) {
    return session.one(statement("count-served"), row -> row.getLong(1), tenant);
  }

  /** Lets staged rows take the place of those that are shown. */
  void replace(Session session, String stage, String tenant, LocalDate asOf) {
    if (!hasKey(session)) {
      insert(session, stage, tenant);
      session.execute(statement("add-key").names("key", key()));
    } else if (keep == Keep.CURRENT) {
      writeOver(session, stage, tenant);
    } else {
      session.execute(statement("delete-history"), tenant, asOf);
      insert(session, stage, tenant);
    }
  }

  private void insert(Session session, String stage, String tenant) {
    session.execute(
        statement("insert-served").name("stage", stage).names("columns", names()), tenant);
  }

  /** Those that no staged row has written over have gone. */
  private void writeOver(Session session, String stage, String tenant) {
    // Of all columns: one that left the declaration holds nothing any more.
    List<String> shown =
        comments(session).keySet().stream()
            .filter(column -> !key().contains(column))
            .sorted()
            .toList();
    session.execute(
        statement("upsert-current")
            .name("stage", stage)
            .names("columns", names())
            .names("key", key())
            .names("shown", shown)
            .put("staged", shown.stream().map(ServedTable::staged).collect(joining(", "))),
        tenant);
    session.execute(statement("delete-gone"), tenant);
  }

  private static String staged(String column) {
    return "EXCLUDED." + Sql.quoted(column);
  }

  private List<String> names() {
    return table.fields().stream().map(Field::name).toList();
  }

  private Sql statement(String name) {
    return SQL.statement(name).name("table", table.name());
  }
}
