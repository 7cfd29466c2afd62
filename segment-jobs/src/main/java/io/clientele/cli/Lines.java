package io.clientele.cli;

import io.clientele.job.Accounted;
import io.clientele.job.Job;
import io.clientele.job.Progress;
import io.clientele.job.RunRequest;
import io.clientele.job.Verdict;
import io.clientele.step.Commit;
import io.clientele.step.Reason;
import io.clientele.step.Step;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress on standard error: a line for each step, a table for what these come to. */
final class Lines implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);
  private final PrintWriter err;
  private final List<Accounted> accounted = new ArrayList<>();

  Lines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void opened(RunRequest request, long seq, List<Job> jobs) {
    say(
        "run %s of tenant %s as of %s (number %d)"
            .formatted(request.id(), request.tenant(), request.asOf(), seq));
  }

  @Override
  public void started(Job job, Step step) {
    LOG.info("{} {} begins", job.name(), step.name());
  }

  @Override
  public void committed(Job job, Step step, Commit commit, Duration took) {
    String rejected =
        commit.rejected() == 0
            ? ""
            : ", %s to quarantine".formatted(Numbers.count(commit.rejected()));
    String what =
        commit.already() ? "done before" : Numbers.count(commit.rows()) + " rows" + rejected;
    say(
        String.format(
            Locale.ROOT,
            "%-9s %-28s %s  (%.1f s)",
            job.name(),
            step.output(),
            what,
            took.toMillis() / 1000.0));
  }

  @Override
  public void accounted(Job job, List<Accounted> accounts) {
    List<Accounted> received =
        accounts.stream()
            .filter(account -> account.balance().announced() + account.balance().accounted() > 0)
            .toList();
    accounted.addAll(received);
    if (!received.isEmpty()) {
      say(job.name() + ", records and what became of them:");
      say(new BalanceTable(received).toString());
    }
  }

  @Override
  public void refused(List<Reason> reasons) {
    if (!reasons.isEmpty()) {
      say("rejected, by reason:");
      say(new ReasonTable(reasons).toString());
    }
  }

  @Override
  public void judged(List<Verdict> verdicts) {
    if (!verdicts.isEmpty()) {
      say("checks, worst first:");
      say(new VerdictTable(verdicts).toString());
    }
  }

  /** All accounts of the run's jobs so far. */
  BalanceTable balances() {
    return new BalanceTable(List.copyOf(accounted));
  }

  private void say(String line) {
    LOG.info("{}", line);
    err.println(line);
    err.flush();
  }
}
