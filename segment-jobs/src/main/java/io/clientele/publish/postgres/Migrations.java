package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings a database to the schema that this release expects: each file once, in order, in a
 * transaction of its own. An applied file never changes; what is new is a new file.
 */
final class Migrations {
  private static final SqlFile SQL = SqlFile.of("migrations.sql");
  private static final List<String> FILES = List.of("V001__ledger.sql", "V002__staging.sql");

  private Migrations() {}

  /**
   * Applies what is missing.
   *
   * @throws UserError where the database had migrations that this release does not have
   */
  static void apply(Session session) {
    // Most runs find nothing to do, and need neither the lock nor the right to create.
    if (!hasAll(session)) {
      session.inTransaction(
          () -> {
            session.execute(SQL.statement("lock-migrations"));
            session.execute(SQL.statement("create-schema"));
          });
      FILES.forEach(file -> session.inTransaction(() -> apply(session, file)));
    }
  }

  private static boolean hasAll(Session session) {
    if (!session.one(SQL.statement("has-migrations"), row -> row.getBoolean(1))) {
      return false;
    }
    Map<String, String> applied = applied(session);
    applied.forEach(Migrations::recognise);
    return applied.keySet().containsAll(FILES);
  }

  private static void apply(Session session, String file) {
    session.execute(SQL.statement("lock-migrations"));
    if (!applied(session).containsKey(file)) {
      String text = SqlFile.text(file);
      session.execute(new Sql(text));
      session.execute(SQL.statement("record-migration"), file, checksum(text));
    }
  }

  private static void recognise(String name, String checksum) {
    if (!FILES.contains(name) || !checksum(SqlFile.text(name)).equals(checksum)) {
      throw new UserError(
          "Cannot use this database: its schema had migration %s (%s), which this release does not have. Use the release that made it, or a newer one."
              .formatted(name, checksum.substring(0, 8)));
    }
  }

  private static Map<String, String> applied(Session session) {
    return session
        .query(
            SQL.statement("applied-migrations"),
            row -> Map.entry(row.getString(1), row.getString(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String checksum(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
