package io.clientele.cli;

import static org.apache.spark.sql.functions.lit;

import io.clientele.job.RunLog;
import io.clientele.problem.UserError;
import io.clientele.segment.Memberships;
import io.clientele.segment.SegmentMetrics;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Lake;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows segments from the lake. */
@Command(
    name = "segments",
    mixinStandardHelpOptions = true,
    description = "Shows segments: how many customers they have and what these come to.",
    synopsisSubcommandLabel = "COMMAND")
final class SegmentsCommand {
  private final Surroundings surroundings;

  SegmentsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the segments of the newest as-of date, or of the one that is given.",
      footer = {
        "",
        "Examples:",
        "  clientele segments list --tenant demo",
        "  clientele segments list --tenant demo --output json"
      })
  int list(@Mixin TenantOptions tenant, @Mixin OutputOption output, @Mixin AsOfOption asOf) {
    Lake lake = Workspace.of(tenant, surroundings, Map.of()).lake();
    Segmented segmented = segmented(lake, tenant.tenant(), asOf);
    List<SegmentFigures> segments =
        SegmentFigures.at(lake.current(SegmentMetrics.TABLE), segmented.asOf(), segmented.runId());
    if (output.isJson()) {
      CommandLines.printJson(surroundings, segments.stream().map(SegmentFigures::json).toList());
    } else {
      surroundings.out().println("as of " + segmented.asOf() + ", run " + segmented.runId());
      surroundings
          .out()
          .println(
              segments.isEmpty()
                  ? "no segments: no customer is known before that date"
                  : SegmentFigures.table(segments));
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one segment: its figures and some of its customers.",
      footer = {
        "",
        "Examples:",
        "  clientele segments show --tenant demo rfm Champions",
        "  clientele segments show --tenant demo rfm \"Can't lose\" --limit 50 --output json"
      })
  int show(
      @Mixin TenantOptions tenant,
      @Mixin OutputOption output,
      @Mixin AsOfOption asOf,
      @Option(
              names = "--limit",
              defaultValue = "10",
              paramLabel = "N",
              description = "Customers to show at most, 1 to 100,000. Default: 10.")
          int limit,
      @Parameters(paramLabel = "SEGMENTATION", description = "Such as rfm or clusters.")
          String segmentation,
      @Parameters(paramLabel = "SEGMENT", description = "Such as Champions.") String segment) {
    if (limit < 1 || limit > 100_000) {
      throw new UserError("Invalid --limit: found %d, expected 1 to 100,000".formatted(limit));
    }
    Lake lake = Workspace.of(tenant, surroundings, Map.of()).lake();
    Segmented segmented = segmented(lake, tenant.tenant(), asOf);
    List<SegmentFigures> all =
        SegmentFigures.at(lake.current(SegmentMetrics.TABLE), segmented.asOf(), segmented.runId());
    SegmentFigures figures =
        all.stream()
            .filter(f -> f.segmentation().equals(segmentation) && f.segment().equals(segment))
            .findFirst()
            .orElseThrow(() -> unknown(segmentation, segment, all));
    tell(output, figures, customers(lake, figures, limit));
    return 0;
  }

  private void tell(OutputOption output, SegmentFigures figures, List<String> customers) {
    if (output.isJson()) {
      Map<String, Object> json = figures.json();
      json.put("customer_ids", customers);
      CommandLines.printJson(surroundings, json);
      return;
    }

    surroundings.out().println("as of " + figures.asOf() + ", run " + figures.runId());
    surroundings.out().println(SegmentFigures.table(List.of(figures)));
    surroundings.out().println();
    customers.forEach(surroundings.out()::println);
    long more = figures.customers() - customers.size();
    if (more > 0) {
      surroundings.out().println("and " + Numbers.count(more) + " more");
    }
  }

  private static List<String> customers(Lake lake, SegmentFigures figures, int limit) {
    Column wanted =
        AsOf.FIELD
            .col()
            .equalTo(lit(figures.asOf()))
            .and(Memberships.SEGMENTATION.col().equalTo(figures.segmentation()))
            .and(Memberships.SEGMENT.col().equalTo(figures.segment()));
    return lake
        .current(Memberships.TABLE)
        .filter(wanted)
        .select(Identities.CUSTOMER_ID.col())
        .orderBy(Identities.CUSTOMER_ID.col())
        .takeAsList(limit)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static UserError unknown(
      String segmentation, String segment, List<SegmentFigures> known) {
    return new UserError(
        "Cannot show segment %s of %s: there is none; known are %s"
            .formatted(
                segment,
                segmentation,
                known.stream().map(f -> f.segmentation() + " " + f.segment()).toList()));
  }

  private record Segmented(LocalDate asOf, String runId) {}

  /** The newest run that finished segments, of the date that was asked for if one was. */
  private static Segmented segmented(Lake lake, String tenant, AsOfOption asked) {
    Column done = RunLog.EVENT.col().equalTo("JOB_DONE").and(RunLog.JOB.col().equalTo("segment"));
    Optional<Row> newest =
        lake
            .current(RunLog.TABLE)
            .filter(
                asked
                    .date()
                    .map(date -> done.and(AsOf.FIELD.col().equalTo(lit(date))))
                    .orElse(done))
            .orderBy(AsOf.FIELD.col().desc(), RunLog.RUN_SEQ.col().desc())
            .takeAsList(1)
            .stream()
            .findFirst();
    return newest
        .map(row -> new Segmented(row.getAs(AsOf.FIELD.name()), row.getAs(RunLog.RUN_ID.name())))
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot show segments of tenant %s: no run has made any%s. Start one: clientele run --tenant %s"
                        .formatted(
                            tenant,
                            asked.date().map(date -> " as of " + date).orElse(""),
                            tenant)));
  }
}
