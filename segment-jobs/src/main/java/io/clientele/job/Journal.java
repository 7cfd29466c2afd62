package io.clientele.job;

import io.clientele.job.Ledger.Event;
import io.clientele.step.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What one process has to tell of a run, written to the ledger at its end: a commit takes about a
 * second, however little it says. What a killed process did not get to write is told again by the
 * one that resumes the run, since every step's commit remembers its verdicts.
 */
final class Journal implements AutoCloseable {
  private final Ledger ledger;
  private final Run run;
  private final RunRequest request;
  private final Set<String> known;
  private final List<Row> events = new ArrayList<>();
  private final List<Row> verdicts = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  /**
   * A journal without an entry.
   *
   * @param known jobs that the ledger knows to be done: told before, not told again
   */
  Journal(Ledger ledger, Run run, RunRequest request, Set<String> known) {
    this.ledger = ledger;
    this.run = run;
    this.request = request;
    this.known = known;
  }

  void done(Job job, Map<String, Long> versions, List<Verdict> verdicts) {
    if (!known.contains(job.name())) {
      told.add(job.name());
      events.add(ledger.event(run, request, Event.JOB_DONE, job.name(), versions, null));
      judged(job, verdicts);
    }
  }

  void refused(Job job, String message, List<Verdict> verdicts) {
    told.add(job.name() + " refused");
    events.add(ledger.event(run, request, Event.REFUSED, job.name(), message));
    judged(job, verdicts);
  }

  void ended() {
    if (!told.isEmpty()) {
      events.add(ledger.event(run, request, Event.ENDED, null, null));
    }
  }

  private void judged(Job job, List<Verdict> judged) {
    judged.forEach(verdict -> verdicts.add(row(job, verdict)));
  }

  private Row row(Job job, Verdict verdict) {
    return RowFactory.create(
        run.id(),
        run.seq(),
        job.name(),
        verdict.table().id(),
        verdict.result().check(),
        verdict.result().outcome().name(),
        verdict.result().value(),
        verdict.result().says());
  }

  /** Writes what there is to tell, if anything. */
  @Override
  public void close() {
    if (told.isEmpty()) {
      return;
    }
    // Named after what it tells, so that a run that is resumed adds what is new and no more.
    String name = String.join(", ", told);
    if (!verdicts.isEmpty()) {
      ledger.write(run, new Note("ledger.checks: " + name, CheckLog.TABLE, verdicts));
    }
    ledger.write(run, new Note("ledger.jobs: " + name, RunLog.TABLE, events));
  }
}
