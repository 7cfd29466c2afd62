package io.clientele.lake;

import io.clientele.step.Refusal;
import io.clientele.table.Table;
import io.clientele.table.Write;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How a step's rows become part of a table. Rows that nothing is asked about are appended; all
 * others are staged once, judged, and split: rejects go to the quarantine first, then the rest to
 * the table. Each commit is a transaction of step and run, so an attempt that ended anywhere is
 * completed by the next.
 */
record WriteProtocol(SparkSession session, TenantFolder folder) {

  void run(StepRun turn, Dataset<Row> rows) {
    SparkContext jobs = session.sparkContext();
    jobs.setJobGroup(turn.run().id() + ", " + turn.step().name(), turn.toString(), false);
    try {
      new DeltaTables(session).open(turn.table(), path(turn));
      Dataset<Row> conformed = turn.table().conform(rows);
      if (turn.needsStaging(conformed)) {
        stage(turn, conformed);
      } else {
        add(turn, conformed, Findings.NONE);
      }
    } catch (Exception e) {
      throw Failures.of(turn, e);
    } finally {
      jobs.clearJobGroup();
    }
  }

  private void stage(StepRun turn, Dataset<Row> rows) {
    try (Staging staging = Staging.of(session, folder.staging(turn), turn, rows)) {
      Findings findings = staging.findings();
      RejectedRows rejects = new RejectedRows(session, folder.of(Quarantine.TABLE));
      rejects.keep(turn, staging, findings);
      Refusal.throwIfBroken(
          turn.table(),
          findings.rejected(),
          findings.checks(),
          () -> Reasons.of(rejects.of(turn, staging)));
      requireSound(turn, staging, findings);
      commit(turn, staging, findings);
    }
  }

  private static void requireSound(StepRun turn, Staging staging, Findings findings) {
    long outside = findings.outside();
    if (outside > 0) {
      throw new IllegalStateException(
          "Cannot write %s: %d rows of step %s lie outside the days that it replaces, %s"
              .formatted(turn.table(), outside, turn.step().name(), turn.step().scope(turn.run())));
    }
    long duplicates = staging.duplicates();
    if (duplicates > 0) {
      throw new IllegalStateException(
          "Cannot write %s: step %s brings %d keys %s more than once"
              .formatted(turn.table(), turn.step().name(), duplicates, turn.table().key()));
    }
  }

  private void commit(StepRun turn, Staging staging, Findings findings) {
    Table table = turn.table();
    boolean merges = table.write() instanceof Write.Upsert && !turn.basis().whole();
    if (table.write() instanceof Write.Append || (merges && staging.isEmpty())) {
      // Where nothing changed, only the transaction is left to write.
      add(turn, staging.present(), findings);
    } else if (table.write() instanceof Write.Exchange) {
      add(turn, staging.accepted(session), findings);
    } else if (merges) {
      Transaction transaction = Transaction.of(turn, findings);
      new Merge(table, path(turn), staging).execute(transaction.sessionOf(session));
    } else {
      writer(turn, findings).replace(staging.present(), turn.scope());
    }
  }

  private void add(StepRun turn, Dataset<Row> rows, Findings findings) {
    TableWriter writer = writer(turn, findings);
    if (turn.table().write() instanceof Write.Exchange exchange) {
      new Exchange(turn.table(), exchange.by(), rows).into(writer);
    } else {
      writer.append(rows);
    }
  }

  private TableWriter writer(StepRun turn, Findings findings) {
    return new TableWriter(path(turn), Transaction.of(turn, findings).options());
  }

  private String path(StepRun turn) {
    return folder.of(turn.table());
  }
}
