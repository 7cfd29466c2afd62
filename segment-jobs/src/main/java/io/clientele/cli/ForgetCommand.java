package io.clientele.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A run that takes the records of files out, and so rebuilds what these touched. */
@Command(
    name = "forget",
    description =
        "Carries out all jobs without the records of these files: everything that they touched is"
            + " rebuilt. A forgotten file is not taken again unless its content changes.",
    footer = {
      "",
      "Examples:",
      "  clientele files forget orders/2026-11.csv --tenant shop --as-of 2026-11-22",
      "  clientele files forget orders/2026-11.csv --tenant shop --dry-run"
    })
final class ForgetCommand extends RunCommand {
  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Path below the input, as 'clientele files list' shows it.")
  private List<String> paths = List.of();

  ForgetCommand(Surroundings surroundings) {
    super(surroundings, Optional.empty());
  }

  @Override
  Set<String> forgetting() {
    return Set.copyOf(paths);
  }
}
