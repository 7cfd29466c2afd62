package io.clientele.cli;

import io.clientele.job.Asked;
import io.clientele.job.Forecast;
import io.clientele.job.Job;
import io.clientele.job.RunRequest;
import io.clientele.job.Runner;
import io.clientele.job.TenantLock;
import io.clientele.problem.UserError;
import io.clientele.publish.postgres.PostgresTarget;
import io.clientele.settings.Settings;
import io.clientele.silver.Rejected;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries out jobs for a tenant: all of them, or the one it was made for. */
@Command(mixinStandardHelpOptions = true)
class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Optional<String> only;

  @Mixin private TenantOptions tenant;
  @Mixin private OutputOption output;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description =
          "Everything known strictly before the start of this day counts. Default: today in the"
              + " tenant's time zone.")
  private LocalDate asOf;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "Names the run. The same id again goes on where the run stopped and changes nothing that"
              + " was done. Default: a new one.")
  private String runId;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "Folder or file that files are taken from. Default: the setting files.input.")
  private String input;

  @Option(
      names = "--rebuild",
      split = ",",
      paramLabel = "silver|histories",
      description = "Builds these anew from everything, although nothing of them may have changed.")
  private Set<Asked.Rebuild> rebuilding = Set.of();

  @Option(
      names = "--dry-run",
      description = "Says which files would be taken and which steps would run, and does nothing.")
  private boolean dryRun;

  RunCommand(Surroundings surroundings, Optional<String> only) {
    this.surroundings = surroundings;
    this.only = only;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, String> flags = input == null ? Map.of() : Map.of("files.input", absolute(input));
    Workspace workspace = Workspace.of(tenant, surroundings, flags, asked());
    RunRequest request = request(workspace.settings());
    requireInput(request, jobs(workspace));
    if (dryRun) {
      new DryRun(surroundings, output, request).tell(workspace, jobs(workspace));
    } else {
      carryOut(workspace, request);
    }
    return 0;
  }

  /** Paths of files whose records are to leave. */
  Set<String> forgetting() {
    return Set.of();
  }

  /** What is done about records that earlier runs rejected. */
  Rejected rejected() {
    return Rejected.LEFT;
  }

  /** Called before a run, with the lake as it then is. */
  void begin(Workspace workspace, Lake lake) {}

  /** What is told of a run beyond what every run tells, by its name in JSON. */
  Map<String, Object> more(Workspace workspace, Lake lake) {
    return Map.of();
  }

  private Asked asked() {
    return new Asked(forgetting(), rebuilding, rejected());
  }

  private List<Job> jobs(Workspace workspace) {
    return only.map(name -> List.of(workspace.jobs().job(name))).orElse(workspace.jobs().jobs());
  }

  private RunRequest request(Settings settings) {
    Instant now = surroundings.clock().get();
    return new RunRequest(
        Optional.ofNullable(runId).orElseGet(surroundings.ids()),
        settings.tenant(),
        Optional.ofNullable(asOf).orElseGet(() -> LocalDate.ofInstant(now, settings.zone())),
        settings.seed(),
        settings.digest(),
        settings.files().input().orElse(""),
        asked());
  }

  private void carryOut(Workspace workspace, RunRequest request) throws IOException {
    List<Job> jobs = jobs(workspace);
    Instant begun = surroundings.clock().get();
    try (TenantLock lock = workspace.lock("run " + request.id(), begun)) {
      tryPostgres(workspace, jobs);
      Lake lake = workspace.lake();
      requireKnown(workspace, lake, request.asked());
      begin(workspace, lake);
      Lines lines = new Lines(surroundings.err());
      Runner runner =
          new Runner(
              lake, workspace.jobs(), lines, surroundings.clock(), workspace.settings().quality());
      Execution execution = runner.run(request, jobs);
      Map<String, Object> more = new LinkedHashMap<>();
      more.put("balance", lines.balances().json());
      more.putAll(more(workspace, lake));
      Duration took = Duration.between(begun, surroundings.clock().get());
      tell(request, jobs, SegmentFigures.of(lake, execution, request), took, more);
    }
  }

  private static void requireInput(RunRequest request, List<Job> jobs) {
    if (request.input().isEmpty() && contains(jobs, "extract")) {
      throw new UserError(
          "Cannot take files of tenant %s: found no input, expected a folder or file. Give it by --input, or set files.input."
              .formatted(request.tenant()));
    }
  }

  /** Before the run is opened: a path that was mistyped is no reason for one. */
  private static void requireKnown(Workspace workspace, Lake lake, Asked asked) {
    if (!asked.forgetting().isEmpty()) {
      TenantFiles.of(workspace, new Forecast(workspace.jobs(), lake, asked))
          .requireKnown(asked.forgetting());
    }
  }

  /**
   * A wrong address or password should not come to light after all the work. The embedded server
   * has none, and is not worth keeping up so long.
   */
  private static void tryPostgres(Workspace workspace, List<Job> jobs) {
    if (workspace.postgres() instanceof PostgresTarget.Server server && contains(jobs, "publish")) {
      server.open().close();
    }
  }

  private static boolean contains(List<Job> jobs, String name) {
    return jobs.stream().anyMatch(job -> job.name().equals(name));
  }

  private void tell(
      RunRequest request,
      List<Job> jobs,
      List<SegmentFigures> segments,
      Duration took,
      Map<String, Object> more) {
    if (output.isJson()) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("run_id", request.id());
      summary.put("tenant", request.tenant());
      summary.put("as_of", request.asOf().toString());
      summary.put("jobs", jobs.stream().map(Job::name).toList());
      summary.put("seconds", took.toMillis() / 1000.0);
      summary.put("segments", segments.stream().map(SegmentFigures::json).toList());
      summary.putAll(more);
      CommandLines.printJson(surroundings, summary);
      return;
    }

    if (!segments.isEmpty() && (only.isEmpty() || only.get().equals("segment"))) {
      surroundings.out().println(SegmentFigures.table(segments));
    }
    surroundings.err().printf("done in %.1f s%n", took.toMillis() / 1000.0);
  }

  /** The process's folder means nothing to a run that is resumed from another. */
  static String absolute(String path) {
    if (path.isBlank()) {
      throw new UserError("Invalid --input: found a blank, expected a folder or file");
    }
    return path.contains("://") ? path : Path.of(path).toAbsolutePath().normalize().toString();
  }
}
