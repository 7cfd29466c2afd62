package io.clientele.cli;

import static org.apache.spark.sql.functions.lit;

import io.clientele.job.OpenRejects;
import io.clientele.lake.Quarantine;
import io.clientele.lake.Reasons;
import io.clientele.problem.UserError;
import io.clientele.step.Reason;
import io.clientele.step.Step;
import io.clientele.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which records are rejected and why, and tries them again. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = "Rejected records: which there are and why, and trying them again.",
    synopsisSubcommandLabel = "COMMAND")
final class QuarantineCommand {
  private final Surroundings surroundings;

  QuarantineCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Lists why records are rejected, or single records. Only those are told that still are:"
              + " that no later run took in, of files that are as they were. Values are not shown,"
              + " since they may be personal: look them up in the file, at the place that is told.",
      footer = {
        "",
        "Examples:",
        "  clientele quarantine list --tenant shop",
        "  clientele quarantine list --tenant shop --table orders --code NOT_A_TIME --records"
      })
  int list(
      @Mixin TenantOptions tenant,
      @Mixin OutputOption output,
      @Option(
              names = "--table",
              paramLabel = "TABLE",
              defaultValue = "",
              description = "Only records that were meant for this table, such as orders.")
          String table,
      @Option(
              names = "--code",
              paramLabel = "CODE",
              defaultValue = "",
              description = "Only this reason, such as NOT_A_NUMBER.")
          String code,
      @Option(names = "--records", description = "Single records instead of a summary.")
          boolean records,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many lines at most. Default: 20.")
          int limit) {
    Workspace workspace = Workspace.of(tenant, surroundings, Map.of());
    List<Table> tables = workspace.jobs().job("clean").steps().stream().map(Step::output).toList();
    Column wanted = code.isEmpty() ? lit(true) : Quarantine.CODE.col().equalTo(code);
    if (!table.isEmpty()) {
      wanted = wanted.and(Quarantine.TABLE_ID.col().equalTo(named(table, tables).id()));
    }
    OpenRejects open = OpenRejects.of(workspace.jobs(), workspace.lake()).where(wanted);
    if (records) {
      tellRecords(open, new RejectedRecords(tables), limit, output);
    } else {
      tellReasons(open, limit, output);
    }
    return 0;
  }

  private static Table named(String name, List<Table> tables) {
    return tables.stream()
        .filter(table -> table.name().equals(name) || table.id().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = tables.stream().map(Table::name).toList();
              return new UserError(
                  "Cannot list rejected records of table %s: there is none of that name, expected one of %s."
                      .formatted(name, known));
            });
  }

  private void tellReasons(OpenRejects open, int limit, OutputOption output) {
    List<Reason> all = Reasons.of(open.rows());
    List<Reason> reasons = all.subList(0, Math.min(limit, all.size()));
    long records = all.isEmpty() ? 0 : open.count();
    if (output.isJson()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("records", records);
      document.put("reasons", new ReasonTable(reasons).json());
      CommandLines.printJson(surroundings, document);
    } else if (all.isEmpty()) {
      surroundings.out().println("no rejected records");
    } else {
      surroundings.out().println(new ReasonTable(reasons));
      surroundings.err().println(Numbers.count(records) + " records are rejected");
    }
  }

  private void tellRecords(
      OpenRejects open, RejectedRecords records, int limit, OutputOption output) {
    List<Row> rows =
        open.rows()
            .orderBy(
                Quarantine.TABLE_ID.col(),
                Quarantine.PLACE.col(),
                Quarantine.CODE.col(),
                Quarantine.FIELD.col())
            .takeAsList(limit);
    if (output.isJson()) {
      CommandLines.printJson(surroundings, rows.stream().map(records::json).toList());
    } else if (rows.isEmpty()) {
      surroundings.out().println("no rejected records");
    } else {
      surroundings.out().println(records.table(rows));
      surroundings
          .err()
          .println(
              "letters are shown as a, digits as 9, personal fields as "
                  + RejectedRecords.MASKED
                  + ": the values are in the files at these places");
    }
  }
}
