package io.clientele.cli;

import picocli.CommandLine.Option;

/** How the result is printed; everything else goes to standard error. */
final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "A table for people (default), or JSON for scripts.")
  private Output output;

  boolean isJson() {
    return output == Output.JSON;
  }
}
