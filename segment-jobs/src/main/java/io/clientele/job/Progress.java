package io.clientele.job;

import io.clientele.step.Commit;
import io.clientele.step.Reason;
import io.clientele.step.Step;
import java.time.Duration;
import java.util.List;

/** Is told what a run does, as it does it. */
public interface Progress {
  void opened(RunRequest request, long seq, List<Job> jobs);

  void started(Job job, Step step);

  void committed(Job job, Step step, Commit commit, Duration took);

  /** What became of the records that a job received, once it is done. */
  void accounted(Job job, List<Accounted> accounts);

  /** Why records were rejected, where that ends the run; the most frequent reasons first. */
  void refused(List<Reason> reasons);

  /** All verdicts of the run's jobs, whether it ended well or not. */
  void judged(List<Verdict> verdicts);
}
