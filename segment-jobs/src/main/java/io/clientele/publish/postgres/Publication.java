package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import io.clientele.step.Run;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The one transaction in which a run's staged rows become what a database shows of a tenant. */
record Publication(Session session, Run run, OnEmpty onEmpty) {
  private static final SqlFile SQL = SqlFile.of("publish.sql");

  private record Earlier(String runId, long seq) {}

  /**
   * True where this run has published before.
   *
   * @throws UserError where a later run has: its rows must not be rolled back
   */
  boolean done() {
    Optional<Earlier> newest =
        session
            .query(
                SQL.statement("newest-publication"),
                row -> new Earlier(row.getString(1), row.getLong(2)),
                run.tenant())
            .stream()
            .findFirst();
    if (newest.isEmpty() || newest.get().seq() < run.seq()) {
      return false;
    }

    if (newest.get().equals(new Earlier(run.id(), run.seq()))) {
      return true;
    }
    throw UserError.refused(
        "Cannot publish run %s (number %d) of tenant %s: run %s (number %d) is published there and is newer. Start a new run; where the lake was made anew, delete the tenant from clientele.publications first."
            .formatted(
                run.id(), run.seq(), run.tenant(), newest.get().runId(), newest.get().seq()));
  }

  /** Makes everything visible at once, or nothing. */
  void commit(Served tables, Staging staging) {
    session.inTransaction(
        () -> {
          session.execute(SQL.statement("lock-tenant"), run.tenant());
          if (staging.loads().stream().anyMatch(load -> !load.served().hasKey(session))) {
            // Before any row: two tenants who publish first would wait for each other.
            ServedTable.lockDeclarations(session);
          }
          if (!done()) {
            session.execute(SQL.statement("add-tenant"), run.tenant());
            staging.loads().forEach(this::show);
            listSegments(tables);
            staging.loads().forEach(this::record);
          }
          staging.clear();
        });
  }

  private void show(Staging.Load load) {
    long staged = load.served().staged(session, load.stage());
    if (staged != load.rows()) {
      throw new IllegalStateException(
          "Cannot publish %s: %d rows arrived, expected the lake's %d"
              .formatted(load.served().dataset(), staged, load.rows()));
    }

    if (staged == 0 && onEmpty == OnEmpty.REFUSE) {
      requireNothingShown(load.served());
    }
    load.served().replace(session, load.stage(), run.tenant(), run.asOf());
  }

  private void requireNothingShown(ServedTable served) {
    long shown = served.shown(session, run.tenant());
    if (shown > 0) {
      throw UserError.refused(
          "Cannot publish %s of tenant %s as of %s: 0 rows would take the place of %d published ones. Look why there are none, or allow empty publications in the settings."
              .formatted(served.dataset(), run.tenant(), run.asOf(), shown));
    }
  }

  private void listSegments(Served tables) {
    session.execute(SQL.statement("delete-segments"), run.tenant());
    session.execute(
        SQL.statement("insert-segments").name("metrics", tables.metrics().name()),
        run.id(),
        run.tenant(),
        run.asOf());
  }

  private void record(Staging.Load load) {
    session.execute(
        SQL.statement("insert-publication"),
        run.tenant(),
        run.seq(),
        load.served().dataset(),
        run.id(),
        run.asOf(),
        load.rows());
  }

  /** What the database says that it shows of this run. */
  List<Row> receipts() {
    return session.query(
        SQL.statement("receipts"),
        row ->
            RowFactory.create(
                run.id(), run.seq(), run.asOf(), "postgres", row.getString(1), row.getLong(2)),
        run.tenant(),
        run.seq());
  }
}
