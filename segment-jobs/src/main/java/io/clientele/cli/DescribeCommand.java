package io.clientele.cli;

import io.clientele.job.Job;
import io.clientele.step.Effect;
import io.clientele.step.Read;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what runs: the jobs, their steps and tables, as the runner sees them. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Prints a tenant's jobs with their steps and tables, as JSON.",
    footer = {"", "Example:", "  clientele describe --tenant demo"})
final class DescribeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private TenantOptions tenant;

  DescribeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Workspace workspace = Workspace.of(tenant, surroundings, Map.of());
    List<Object> jobs = new ArrayList<>();
    for (Job job : workspace.jobs().jobs()) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("job", job.name());
      told.put("doc", job.doc());
      told.put("after", workspace.jobs().before(job).stream().map(Job::name).toList());
      told.put("steps", workspace.jobs().ordered(job).stream().map(DescribeCommand::step).toList());
      jobs.add(told);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tenant", tenant.tenant());
    document.put("jobs", jobs);
    document.put("tables", workspace.jobs().tables().stream().map(DescribeCommand::table).toList());
    CommandLines.printJson(surroundings, document);
    return 0;
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("step", step.name());
    told.put("kind", step instanceof Effect ? "effect" : "stage");
    told.put("reads", step.reads().stream().map(DescribeCommand::read).sorted().toList());
    told.put("writes", step.output().id());
    return told;
  }

  private static String read(Read read) {
    return read.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + read.table().id();
  }

  private static Map<String, Object> table(Table table) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("table", table.id());
    told.put("write", table.write().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    told.put("key", table.key().stream().map(Field::name).toList());
    told.put("fields", table.fields().stream().map(DescribeCommand::field).toList());
    return told;
  }

  private static Map<String, Object> field(Field field) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("field", field.name());
    told.put("type", field.type().simpleString());
    told.put("nullable", field.nullable());
    told.put("personal", field.personal().name().toLowerCase(Locale.ROOT));
    told.put("doc", field.doc());
    return told;
  }
}
