package io.clientele.job;

import io.clientele.step.Commit;
import io.clientele.step.Step;
import java.time.Duration;
import java.util.List;

/** Is told what a run does, as it does it. */
public interface Progress {
  void opened(RunRequest request, long seq, List<Job> jobs);

  void started(Job job, Step step);

  void committed(Job job, Step step, Commit commit, Duration took);

  /** Verdicts that people should read: everything but PASS. */
  void judged(List<Verdict> verdicts);
}
