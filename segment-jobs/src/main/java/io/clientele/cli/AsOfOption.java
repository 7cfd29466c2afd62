package io.clientele.cli;

import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which date's results a query is about. */
final class AsOfOption {
  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "As-of date of the results. Default: the newest.")
  private LocalDate asOf;

  Optional<LocalDate> date() {
    return Optional.ofNullable(asOf);
  }
}
