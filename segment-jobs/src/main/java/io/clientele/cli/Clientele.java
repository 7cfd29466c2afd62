package io.clientele.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** The root command. */
@Command(
    name = "clientele",
    mixinStandardHelpOptions = true,
    version = "Clientele 0.1.0",
    description = "Customer segments from your CRM's and shop's data, on Apache Spark.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  clientele demo                                             a made-up shop, end to end",
      "  clientele run --tenant cdnow --input FILE --as-of 1998-07-01",
      "  clientele segments list --tenant demo",
      "  clientele run --help",
      "",
      "Exit codes: 0 done, 1 our bug, 2 your input, 3 a check refused, 4 a store is not available,",
      "130 or 143 stopped by a signal."
    })
final class Clientele {
  static Map<String, Object> commands(Surroundings surroundings) {
    Map<String, Object> commands = new LinkedHashMap<>();
    return commands;
  }
}
