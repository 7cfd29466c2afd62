package io.clientele.cli;

import io.clientele.job.OpenRejects;
import io.clientele.silver.Rejected;
import io.clientele.step.Lake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** A run that reads rejected records again. */
@Command(
    name = "retry",
    description =
        "Carries out all jobs and reads the records that are still rejected again, under today's"
            + " settings. A run after a change of mapping, time zone or currency does so by itself.",
    footer = {
      "",
      "Examples:",
      "  clientele quarantine retry --tenant shop --as-of 2026-11-22",
    })
final class RetryCommand extends RunCommand {
  private final Surroundings surroundings;

  /** Of the run that is being carried out; before it, there are none. */
  private Optional<OpenRejects> before = Optional.empty();

  RetryCommand(Surroundings surroundings) {
    super(surroundings, Optional.empty());
    this.surroundings = surroundings;
  }

  @Override
  Rejected rejected() {
    return Rejected.RETRIED;
  }

  @Override
  void begin(Workspace workspace, Lake lake) {
    before = Optional.of(OpenRejects.of(workspace.jobs(), lake));
  }

  @Override
  Map<String, Object> more(Workspace workspace, Lake lake) {
    OpenRejects tried = before.orElseThrow();
    long open = tried.count();
    long remaining = tried.countAmong(OpenRejects.of(workspace.jobs(), lake));
    surroundings
        .err()
        .printf(
            "retried %s rejected records: %s are no longer rejected, %s remain%n",
            Numbers.count(open), Numbers.count(open - remaining), Numbers.count(remaining));
    Map<String, Object> retried = new LinkedHashMap<>();
    retried.put("records", open);
    retried.put("resolved", open - remaining);
    retried.put("remaining", remaining);
    return Map.of("retried", retried);
  }
}
