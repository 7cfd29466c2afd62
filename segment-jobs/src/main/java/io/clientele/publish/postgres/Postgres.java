package io.clientele.publish.postgres;

import io.clientele.table.Field;
import io.clientele.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Postgres that answers, until it is closed. */
public final class Postgres implements AutoCloseable {
  private static final SqlFile SQL = SqlFile.of("segments.sql");

  private final Login login;
  private final Optional<Path> passwordFile;
  private final Runnable release;

  Postgres(Login login, Optional<Path> passwordFile, Runnable release) {
    this.login = login;
    this.passwordFile = passwordFile;
    this.release = release;
  }

  Login login() {
    return login;
  }

  /** The address for JDBC, without user and password. */
  public String jdbcUrl() {
    return login.url();
  }

  public String user() {
    return login.user();
  }

  /** Of the product's own server: the file that libpq's PGPASSFILE takes. */
  public Optional<Path> passwordFile() {
    return passwordFile;
  }

  /** The segments that a tenant's customers are in now; none where nothing was published. */
  public List<PublishedSegment> segments(String tenant) {
    try (Session session = Session.open(login)) {
      if (!session.one(SQL.statement("has-segments"), row -> row.getBoolean(1))) {
        return List.of();
      }
      return session.query(
          SQL.statement("current-segments"),
          row ->
              new PublishedSegment(
                  row.getString(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getBigDecimal(5),
                  row.getBigDecimal(6),
                  row.getDate(7).toLocalDate(),
                  row.getString(8)),
          tenant);
    }
  }

  /**
   * The rows of a served table that have this value, each as a JSON object; none where nothing was
   * published.
   */
  public List<String> rows(String tenant, Table table, Field field, String value) {
    try (Session session = Session.open(login)) {
      Sql has = SQL.statement("has-served").literal("table-text", "clientele." + table.name());
      return session.one(has, row -> row.getBoolean(1))
          ? session.query(
              SQL.statement("about").name("table", table.name()).name("column", field.name()),
              row -> row.getString(1),
              tenant,
              value)
          : List.of();
    }
  }

  /** Lets go; the product's own server stops with the last that does. */
  @Override
  public void close() {
    release.run();
  }

  @Override
  public String toString() {
    return login.toString();
  }
}
