package io.clientele.cli;

import io.clientele.job.Jobs;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
      "  clientele customers show --tenant demo shop:c0000001",
      "  clientele run --help",
      "",
      "Exit codes: 0 done, 1 our bug, 2 your input, 3 a check refused, 4 a store is not available,",
      "130 or 143 stopped by a signal."
    })
final class Clientele {
  private Clientele() {}

  /** The whole tree of commands. */
  static CommandLine tree(Surroundings surroundings) {
    CommandLine tree = new CommandLine(new Clientele());
    tree.addSubcommand(new DemoCommand(surroundings));
    addRun(tree, surroundings);
    tree.addSubcommand(
        new CommandLine(new FilesCommand(surroundings))
            .addSubcommand(new ForgetCommand(surroundings)));
    tree.addSubcommand(
        new CommandLine(new QuarantineCommand(surroundings))
            .addSubcommand(new RetryCommand(surroundings)));
    tree.addSubcommand(new MaintainCommand(surroundings));
    tree.addSubcommand(new SegmentsCommand(surroundings));
    tree.addSubcommand(new CustomersCommand(surroundings));
    tree.addSubcommand(new HistoryCommand(surroundings));
    tree.addSubcommand(new ServeCommand(surroundings));
    tree.addSubcommand(new GenerateCommand(surroundings));
    tree.addSubcommand(new DescribeCommand(surroundings));
    return tree;
  }

  /** The main job and each of its parts are one command under several names. */
  private static void addRun(CommandLine tree, Surroundings surroundings) {
    tree.addSubcommand("run", new RunCommand(surroundings, Optional.empty()));
    document(
        tree.getSubcommands().get("run"),
        "Carries out all jobs for a tenant: from new files to segments in Postgres.",
        "clientele run --tenant cdnow --input CDNOW_master.txt --as-of 1998-07-01",
        "clientele run --tenant shop --run-id nightly-2026-11-22 --output json");
    Jobs.DOCS.forEach(
        (job, doc) -> {
          tree.addSubcommand(job, new RunCommand(surroundings, Optional.of(job)));
          document(
              tree.getSubcommands().get(job),
              "One job of a run. " + doc,
              "clientele " + job + " --tenant shop --run-id nightly-2026-11-22 --as-of 2026-11-22");
        });
    addListOf(tree.getSubcommands().get("features"), surroundings);
  }

  /** Listing needs no tenant, which the job above it does: there the job itself asks for it. */
  private static void addListOf(CommandLine features, Surroundings surroundings) {
    CommandSpec spec = features.getCommandSpec();
    OptionSpec tenant = spec.findOption("--tenant");
    spec.remove(tenant);
    spec.addOption(OptionSpec.builder(tenant).required(false).build());
    features.addSubcommand(new FeaturesListCommand(surroundings));
  }

  private static void document(CommandLine command, String description, String... examples) {
    command
        .getCommandSpec()
        .usageMessage()
        .description(description)
        .footer(
            Stream.concat(Stream.of("", "Examples:"), Arrays.stream(examples).map(e -> "  " + e))
                .toArray(String[]::new));
  }
}
