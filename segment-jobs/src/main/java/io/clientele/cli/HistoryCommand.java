package io.clientele.cli;

import io.clientele.history.CustomerDays;
import io.clientele.history.CustomerHistory;
import io.clientele.problem.UserError;
import io.clientele.silver.Identities;
import io.clientele.step.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes customers' histories readable. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Customers' histories, as a table that people and tools can read.",
    synopsisSubcommandLabel = "COMMAND")
final class HistoryCommand {
  /** What other tools read. */
  enum Format {
    PARQUET,
    CSV
  }

  private final Surroundings surroundings;

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Writes customer days: a row for each customer and day on which something happened.",
      footer = {
        "",
        "Examples:",
        "  clientele history export --tenant demo --to days",
        "  clientele history export --tenant demo --to days-csv --format csv"
      })
  int export(
      @Mixin TenantOptions tenant,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "FOLDER",
              description = "Folder to write; it must not exist or be empty.")
          Path folder,
      @Option(
              names = "--format",
              defaultValue = "parquet",
              paramLabel = "parquet|csv",
              description = "Parquet (default) or CSV with a header.")
          Format format)
      throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    requireEmpty(target);
    Lake lake = Workspace.of(tenant, surroundings, Map.of()).lake();
    Long version = lake.versions(List.of(CustomerHistory.TABLE)).get(CustomerHistory.TABLE.id());
    if (version == null) {
      throw new UserError(
          "Cannot export histories of tenant %s: no run has built any. Start one: clientele run --tenant %s"
              .formatted(tenant.tenant(), tenant.tenant()));
    }
    Dataset<Row> days =
        CustomerDays.of(lake.read(CustomerHistory.TABLE, version))
            .orderBy(Identities.CUSTOMER_ID.col(), CustomerDays.DAY.col());
    days.write()
        .format(format.name().toLowerCase(Locale.ROOT))
        .option("header", true)
        .mode("overwrite")
        .save(target.toUri().toString());
    surroundings.err().println("written to " + target);
    return 0;
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UserError("Cannot export to " + folder + ": it is not a folder. Name another.");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new UserError(
            "Cannot export to " + folder + ": the folder is not empty. Name another by --to.");
      }
    }
  }
}
