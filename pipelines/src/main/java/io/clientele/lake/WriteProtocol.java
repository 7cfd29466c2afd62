package io.clientele.lake;

import io.clientele.problem.UserError;
import io.clientele.step.Refusal;
import io.clientele.table.Table;
import io.clientele.table.Write;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a step's rows become part of a table: they are written once, judged where anything is asked
 * of them, and split: rejects go to the quarantine first, then the rest to the table. Rows that
 * meet no stored ones are written where they are to stay and only named by the commit; others are
 * staged. Each commit is a transaction of step and run, so an attempt that ended anywhere is
 * completed by the next.
 */
record WriteProtocol(SparkSession session, TenantFolder folder) {
  private static final Logger LOG = LoggerFactory.getLogger(WriteProtocol.class);

  void run(StepRun turn, Dataset<Row> rows) {
    SparkContext jobs = session.sparkContext();
    jobs.setJobGroup(turn.run().id() + ", " + turn.step().name(), turn.toString(), false);
    try {
      new DeltaTables(session).open(turn.table(), path(turn));
      Dataset<Row> conformed = turn.table().conform(rows);
      Batch batch = Batch.of(turn, conformed);
      if (!batch.isPlain()) {
        keep(batch, conformed);
        return;
      }
      Dataset<Row> lasting = batch.isMixed() ? RowFiles.shuffledOnce(conformed) : conformed;
      if (!keepInPlace(batch, lasting)) {
        keep(batch, lasting);
      }
    } catch (Exception e) {
      throw Failures.of(turn, e);
    } finally {
      jobs.clearJobGroup();
    }
  }

  /** False where the rows could not be written or measured in one go: nothing is done then. */
  private boolean keepInPlace(Batch batch, Dataset<Row> rows) {
    StepRun turn = batch.turn();
    Measures measures = batch.isAsked() ? batch.measures() : new Measures();
    try (Uncommitted written = Uncommitted.begin(session, path(turn))) {
      if (!wasWritten(measures, batch, rows, written)) {
        return false;
      }
      if (!batch.isAsked()) {
        commit(turn, written, Findings.NONE);
        return true;
      }
      Findings findings = batch.findings(measures, rows);
      judge(batch, rows, findings);
      requireInside(batch, findings);
      if (!written.isDistinct()) {
        requireDistinct(batch, written.rows(), findings.accepted() - findings.gone());
      }
      commit(turn, written, findings);
      return true;
    }
  }

  private static boolean wasWritten(
      Measures measures, Batch batch, Dataset<Row> rows, Uncommitted written) {
    try {
      return measures.observe(rows, each -> written.write(batch.present(each), batch.askedKey()));
    } catch (Exception e) {
      if (Failures.find(e, f -> f instanceof UserError || Failures.isNetwork(f)).isPresent()) {
        throw e;
      }
      // A check that can't be computed fails the rows, and a row without a value must not keep
      // rejects and verdicts from being told: each is looked at by itself then.
      LOG.info(
          "{}: written anew, writing at once failed by {}", batch.turn(), Measures.condition(e));
      return false;
    }
  }

  private void keep(Batch batch, Dataset<Row> rows) {
    StepRun turn = batch.turn();
    if (!batch.isAsked()) {
      add(turn, rows, Findings.NONE);
      return;
    }
    try (Staging staging = Staging.of(session, folder.staging(turn), batch, rows)) {
      Findings findings = staging.findings();
      judge(batch, staging.rows(), findings);
      requireInside(batch, findings);
      requireDistinct(batch, staging.accepted(), findings.accepted());
      commit(turn, staging, findings);
    }
  }

  /** Keeps the rejects, and refuses the rows where a check does. */
  private void judge(Batch batch, Dataset<Row> rows, Findings findings) {
    RejectedRows rejects = new RejectedRows(session, folder.of(Quarantine.TABLE));
    rejects.keep(batch, rows, findings);
    Refusal.throwIfBroken(
        batch.turn().table(),
        findings.rejected(),
        findings.checks(),
        () -> Reasons.of(RejectedRows.of(batch, rows)));
  }

  private static void requireInside(Batch batch, Findings findings) {
    StepRun turn = batch.turn();
    long outside = findings.outside();
    if (outside > 0) {
      throw new IllegalStateException(
          "Cannot write %s: %d rows of step %s lie outside the days that it replaces, %s"
              .formatted(turn.table(), outside, turn.step().name(), turn.step().scope(turn.run())));
    }
  }

  private static void requireDistinct(Batch batch, Dataset<Row> accepted, long rows) {
    StepRun turn = batch.turn();
    long duplicates = batch.duplicates(accepted, rows);
    if (duplicates > 0) {
      throw new IllegalStateException(
          "Cannot write %s: step %s brings %d keys %s more than once"
              .formatted(turn.table(), turn.step().name(), duplicates, turn.table().key()));
    }
  }

  private static void commit(StepRun turn, Uncommitted written, Findings findings) {
    Transaction transaction = Transaction.of(turn, findings);
    if (turn.table().write() instanceof Write.Append || bringsNothing(turn, findings)) {
      written.append(transaction);
    } else if (turn.table().write() instanceof Write.Replace replace) {
      written.replace(transaction, replace.by(), turn.days(replace));
    } else {
      written.replace(transaction);
    }
  }

  private void commit(StepRun turn, Staging staging, Findings findings) {
    Table table = turn.table();
    boolean merges = table.write() instanceof Write.Upsert && !turn.basis().whole();
    if (bringsNothing(turn, findings)) {
      // Where nothing changed, only the transaction is left to write.
      try (Uncommitted nothing = Uncommitted.begin(session, path(turn))) {
        nothing.append(Transaction.of(turn, findings));
      }
    } else if (table.write() instanceof Write.Append || (merges && findings.known() == 0)) {
      add(turn, staging.present(), findings);
    } else if (table.write() instanceof Write.Exchange) {
      add(turn, staging.accepted(), findings);
    } else if (merges) {
      Transaction transaction = Transaction.of(turn, findings);
      new Merge(table, path(turn), staging).execute(transaction.sessionOf(session));
    } else {
      writer(turn, findings).replace(staging.present(), turn.scope());
    }
  }

  /** True where the step answered to changes by nothing that reaches a stored row. */
  private static boolean bringsNothing(StepRun turn, Findings findings) {
    boolean kept =
        turn.table().write() instanceof Write.Upsert || turn.table().write() instanceof Write.Whole;
    return kept && !turn.basis().whole() && findings.accepted() == 0;
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
