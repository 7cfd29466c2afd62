package io.clientele.publish.postgres;

import io.clientele.step.AsOf;
import io.clientele.step.Effect;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.table.Table;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Makes a run's rows visible in Postgres; a run that did so before only says it again. */
record PublishToPostgres(PostgresTarget target, Served served, OnEmpty onEmpty) implements Effect {
  private static final SqlFile SQL = SqlFile.of("publish.sql");

  @Override
  public String name() {
    return "publish-to-postgres";
  }

  @Override
  public Table output() {
    return Publications.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return served.tables().stream()
        .map(shown -> new Read.All(shown.table()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    try (Postgres postgres = target.open();
        Session session = Session.open(postgres.login())) {
      session.execute(SQL.statement("limit-waiting"));
      Migrations.apply(session);
      Publication publication = new Publication(session, run, onEmpty);
      if (!publication.done()) {
        publish(publication, new Staging(session, postgres.login(), run), in);
      }
      served.tables().forEach(shown -> session.inTransaction(() -> shown.index(session)));
      return in.rows(Publications.TABLE, publication.receipts());
    }
  }

  private void publish(Publication publication, Staging staging, Inputs in) {
    Run run = publication.run();
    staging.clear();
    for (ServedTable shown : served.tables()) {
      publication.session().inTransaction(() -> shown.declare(publication.session()));
      staging.load(
          shown, in.all(shown.table()).where(AsOf.FIELD.col().equalTo(functions.lit(run.asOf()))));
    }
    publication.commit(served, staging);
  }
}
