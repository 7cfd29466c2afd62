package io.clientele.lake;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Under what a commit is made: the step's name and the run's number, of which a table takes each
 * pair once, and the note that stays with the commit.
 */
record Transaction(String application, long version, String note) {

  static Transaction of(StepRun turn, Findings findings) {
    return new Transaction(
        turn.step().name(), turn.run().seq(), CommitNote.of(turn, findings).text());
  }

  /** For a write that takes options. */
  Map<String, String> options() {
    return Map.of("txnAppId", application, "txnVersion", "" + version, "userMetadata", note);
  }

  /** For a write that listens to its session alone: a session of its own. */
  SparkSession sessionOf(SparkSession parent) {
    SparkSession session = parent.newSession();
    session.conf().set("spark.databricks.delta.write.txnAppId", application);
    session.conf().set("spark.databricks.delta.write.txnVersion", version);
    session.conf().set("spark.databricks.delta.commitInfo.userMetadata", note);
    // What is merged lies in a staging folder that no one changes: no need to copy it first.
    session.conf().set("spark.databricks.delta.merge.materializeSource", "none");
    return session;
  }
}
