package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import io.clientele.step.Run;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A run's rows in the database while nobody sees them. */
final class Staging {
  private static final SqlFile SQL = SqlFile.of("publish.sql");

  /** More writers than these do not make one server faster, and each takes a connection. */
  private static final int WRITERS = 8;

  /** Rows of a table that have arrived. */
  record Load(ServedTable served, String stage, long rows) {}

  private final Session session;
  private final Login login;
  private final Run run;
  private final List<Load> loads = new ArrayList<>();

  Staging(Session session, Login login, Run run) {
    this.session = session;
    this.login = login;
    this.run = run;
  }

  /** Drops what this run left when it was interrupted, and earlier runs that never came back. */
  void clear() {
    session
        .query(SQL.statement("obsolete-loads"), row -> row.getString(1), run.tenant(), run.seq())
        .forEach(this::drop);
  }

  private void drop(String stage) {
    session.execute(SQL.statement("drop-stage").name("stage", stage));
    session.execute(SQL.statement("forget-parts"), stage);
    session.execute(SQL.statement("forget-load"), stage);
  }

  /** Brings the rows by COPY, one transaction for each partition. */
  void load(ServedTable served, Dataset<Row> rows) {
    String stage = name(served);
    session.inTransaction(
        () -> {
          session.execute(SQL.statement("record-load"), stage, run.tenant(), run.seq());
          session.execute(served.createStage(stage));
        });
    CopyRows copy =
        new CopyRows(login, stage, SQL.statement("claim-part"), served.copy(stage), served.types());
    try {
      rows.coalesce(WRITERS).foreachPartition(copy);
    } catch (Exception e) {
      // Not a RuntimeException: Spark throws its checked one undeclared.
      throw told(e, served);
    }
    loads.add(new Load(served, stage, rows.count()));
  }

  /** Everything that has arrived. */
  List<Load> loads() {
    return List.copyOf(loads);
  }

  /** Tenant, run and table in a name of fixed length: Postgres cuts names at 63 bytes. */
  private String name(ServedTable served) {
    String told = "%s/%d/%s".formatted(run.tenant(), run.seq(), served.dataset());
    UUID digest = UUID.nameUUIDFromBytes(told.getBytes(StandardCharsets.UTF_8));
    return "stage_" + digest.toString().replace("-", "");
  }

  /** What a task said to the user, out of what Spark wraps around it. */
  private RuntimeException told(Exception failure, ServedTable served) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError error) {
        return error;
      }
    }
    return new IllegalStateException(
        "Cannot bring %s of run %s to Postgres at %s"
            .formatted(served.dataset(), run.id(), login.place()),
        failure);
  }
}
