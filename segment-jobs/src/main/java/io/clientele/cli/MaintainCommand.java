package io.clientele.cli;

import io.clientele.job.Maintenance;
import io.clientele.job.Maintenance.Report;
import io.clientele.job.TenantLock;
import io.clientele.lake.Upkeep.Mode;
import io.clientele.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks after a tenant's lake between runs. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description =
        "Compacts small files of a tenant's tables and removes what is older than lake.keep-days"
            + " and lake.keep-rejects-days say: files of old versions, rejected records, and what"
            + " runs that are over left staged. What a run to come still reads stays, however old"
            + " it is. Rows and results do not change.",
    footer = {
      "",
      "Examples:",
      "  clientele maintain --tenant shop --dry-run",
      "  clientele maintain --tenant shop --set lake.keep-days=14 --output json"
    })
final class MaintainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private TenantOptions tenant;
  @Mixin private OutputOption output;

  @Option(
      names = "--dry-run",
      description = "Says what would be removed and what is kept, and changes nothing.")
  private boolean dryRun;

  MaintainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Workspace.of(tenant, surroundings, Map.of());
    Instant begun = surroundings.clock().get();
    try (TenantLock lock = workspace.lock("maintenance", begun)) {
      tell(workspace.settings(), carryOut(workspace, begun));
    }
    Duration took = Duration.between(begun, surroundings.clock().get());
    surroundings.err().printf("done in %.1f s%n", took.toMillis() / 1000.0);
    return 0;
  }

  private Report carryOut(Workspace workspace, Instant now) {
    Settings.Retention retention = workspace.settings().retention();
    Mode mode = dryRun ? Mode.DRY : Mode.REAL;
    Maintenance maintenance =
        new Maintenance(workspace.lake(), workspace.jobs(), workspace.upkeep(mode, now), now);
    Report report =
        maintenance.carryOut(
            Duration.ofDays(retention.days()), Duration.ofDays(retention.rejectsDays()));
    if (!dryRun) {
      maintenance.note(report, workspace.settings().tenant());
    }
    return report;
  }

  private void tell(Settings settings, Report report) {
    MaintenanceTable table = new MaintenanceTable(report, dryRun ? "would remove" : "removed");
    if (output.isJson()) {
      Map<String, Object> document = table.json();
      document.put("tenant", settings.tenant());
      document.put("dry_run", dryRun);
      CommandLines.printJson(surroundings, document);
    } else {
      surroundings.out().println(table);
      table.remarks().forEach(surroundings.err()::println);
    }
  }
}
