package io.clientele.testkit;

import io.clientele.step.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** Runs of one tenant, told apart by their number alone. */
public final class Runs {
  public static final LocalDate AS_OF = LocalDate.of(2026, 3, 1);

  private Runs() {}

  public static Run number(long seq) {
    return new Run(
        "run-" + seq, seq, "shop", AS_OF, 7, Instant.parse("2026-03-01T06:00:00Z"), Map.of());
  }

  public static Run asOf(LocalDate day, Run run) {
    return new Run(run.id(), run.seq(), run.tenant(), day, run.seed(), run.startedAt(), run.pins());
  }

  public static Run pinned(Map<String, Long> pins, Run run) {
    return new Run(
        run.id(), run.seq(), run.tenant(), run.asOf(), run.seed(), run.startedAt(), pins);
  }
}
