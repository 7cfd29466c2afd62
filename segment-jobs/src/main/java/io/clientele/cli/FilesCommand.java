package io.clientele.cli;

import static java.util.stream.Collectors.toMap;

import io.clientele.job.Asked;
import io.clientele.job.Forecast;
import io.clientele.job.RunLog;
import io.clientele.source.files.FileStatus;
import io.clientele.step.Lake;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which files were taken, and takes wrong ones out again. */
@Command(
    name = "files",
    mixinStandardHelpOptions = true,
    description = "Files as a source: which were taken, and taking a wrong one out again.",
    synopsisSubcommandLabel = "COMMAND")
final class FilesCommand {
  private final Surroundings surroundings;

  FilesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Lists files: new, changed, taken, vanished, copies of others, or forgotten. Without an"
              + " input, those that were taken.",
      footer = {
        "",
        "Examples:",
        "  clientele files list --tenant shop --input /data/shop",
        "  clientele files list --tenant shop --output json"
      })
  int list(
      @Mixin TenantOptions tenant,
      @Mixin OutputOption output,
      @Option(
              names = "--input",
              paramLabel = "PATH",
              description = "Folder or file to look into. Default: the setting files.input.")
          String input) {
    Map<String, String> flags =
        input == null ? Map.of() : Map.of("files.input", RunCommand.absolute(input));
    Workspace workspace = Workspace.of(tenant, surroundings, flags);
    Lake lake = workspace.lake();
    List<FileStatus> files =
        TenantFiles.of(workspace, new Forecast(workspace.jobs(), lake, Asked.NOTHING)).files();
    if (output.isJson()) {
      Map<String, Instant> runs = runs(lake);
      CommandLines.printJson(
          surroundings,
          files.stream()
              .map(
                  file -> {
                    Map<String, Object> told = json(file);
                    told.put("at", at(file, runs).orElse(null));
                    return told;
                  })
              .toList());
    } else {
      surroundings
          .out()
          .println(files.isEmpty() ? "no files: none was ever taken" : table(files, runs(lake)));
    }
    return 0;
  }

  static Object table(List<FileStatus> files, Map<String, Instant> runs) {
    TextTable table =
        new TextTable(
            List.of("stream", "path", "state", "size", "records", "run", "at"),
            Set.of("size", "records"));
    files.forEach(
        file ->
            table.add(
                List.of(
                    file.stream(),
                    file.path(),
                    state(file) + (file.like().isEmpty() ? "" : " of " + file.like()),
                    Numbers.count(file.size()),
                    Numbers.count(file.records()),
                    file.runId(),
                    at(file, runs).orElse(""))));
    return table;
  }

  static Map<String, Object> json(FileStatus file) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("stream", file.stream());
    told.put("path", file.path());
    told.put("state", state(file));
    told.put("like", file.like().isEmpty() ? null : file.like());
    told.put("size", file.size());
    told.put("records", file.records());
    told.put("run_id", file.runId().isEmpty() ? null : file.runId());
    return told;
  }

  private static String state(FileStatus file) {
    return file.state().name().toLowerCase(Locale.ROOT);
  }

  private static Optional<String> at(FileStatus file, Map<String, Instant> runs) {
    return Optional.ofNullable(runs.get(file.runId())).map(Instant::toString);
  }

  private static Map<String, Instant> runs(Lake lake) {
    return lake
        .current(RunLog.TABLE)
        .filter(RunLog.EVENT.col().equalTo("OPENED"))
        .select(RunLog.RUN_ID.col(), RunLog.AT.col())
        // One for each run that there was.
        .collectAsList()
        .stream()
        .collect(toMap(row -> row.getString(0), row -> row.getInstant(1), (one, same) -> one));
  }
}
