package io.clientele.lake;

import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;

import io.clientele.table.Rejects;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Keeps what did not pass: each reason becomes a row of {@link Quarantine}. */
record RejectedRows(SparkSession session, String path) {

  /** Keeps a turn's rejects, in place of what an attempt of it that ended halfway had kept. */
  void keep(Batch batch, Dataset<Row> rows, Findings findings) {
    StepRun turn = batch.turn();
    boolean again = triedBefore(turn);
    if (findings.rejected() == 0 && !again) {
      return;
    }

    new DeltaTables(session).open(Quarantine.TABLE, path);
    Transaction transaction = Transaction.of(turn, findings);
    Dataset<Row> reasons = of(batch, rows);
    if (again) {
      // The transaction is spent; to replace what it wrote is as repeatable.
      new TableWriter(path, Map.of("userMetadata", transaction.note()))
          .replace(reasons, writtenBy(turn));
    } else {
      new TableWriter(path, transaction.options()).append(reasons);
    }
  }

  private boolean triedBefore(StepRun turn) {
    return TableState.of(session, path).transaction(turn.step().name()).stream()
        .anyMatch(last -> last >= turn.run().seq());
  }

  /** A turn's rejects as rows of the quarantine. */
  static Dataset<Row> of(Batch batch, Dataset<Row> rows) {
    StepRun turn = batch.turn();
    return Quarantine.TABLE.conform(
        batch
            .rejected(rows)
            .select(
                lit(turn.run().id()).as(Quarantine.RUN_ID.name()),
                lit(turn.run().seq()).as(Quarantine.RUN_SEQ.name()),
                lit(turn.step().name()).as(Quarantine.STEP.name()),
                lit(turn.table().id()).as(Quarantine.TABLE_ID.name()),
                batch.optional(Rejects.PLACE).as(Quarantine.PLACE.name()),
                batch.optional(Rejects.RECORD).as(Quarantine.RECORD.name()),
                inline(batch.optional(Rejects.REASONS))));
  }

  private static Column writtenBy(StepRun turn) {
    return Quarantine.RUN_SEQ
        .col()
        .equalTo(turn.run().seq())
        .and(Quarantine.STEP.col().equalTo(turn.step().name()));
  }
}
