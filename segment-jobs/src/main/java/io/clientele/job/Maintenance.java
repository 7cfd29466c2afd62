package io.clientele.job;

import io.clientele.job.Floors.Floor;
import io.clientele.lake.Keeping;
import io.clientele.lake.Quarantine;
import io.clientele.lake.Tended;
import io.clientele.lake.Upkeep;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;

/** Looks after a tenant's lake between runs, so that later runs come to the same. */
public final class Maintenance {
  private static final String NAME = "maintenance";
  private final Lake lake;
  private final JobGraph graph;
  private final Upkeep upkeep;
  private final Instant now;

  /**
   * Does nothing yet.
   *
   * @param upkeep of the same lake; a dry one makes all of this a rehearsal
   */
  public Maintenance(Lake lake, JobGraph graph, Upkeep upkeep, Instant now) {
    this.lake = lake;
    this.graph = graph;
    this.upkeep = upkeep;
    this.now = now;
  }

  /**
   * What became of one table.
   *
   * @param longer who needs more of its past than is kept otherwise, in words
   */
  public record Kept(Tended table, Optional<String> longer) {}

  /**
   * What it came to.
   *
   * @param rejects rows of the quarantine that were dropped for their age
   * @param staged bytes of rows that runs which are over had left staged
   */
  public record Report(List<Kept> tables, long rejects, long staged) {}

  /**
   * Drops what is too old, then compacts and clears every table.
   *
   * @param versions how long old versions are kept
   * @param rejects how long rejected records are kept
   */
  public Report carryOut(Duration versions, Duration rejects) {
    Ledger ledger = new Ledger(lake, () -> now);
    Optional<Ledger.Opening> newest = ledger.newest();
    // The newest run can be resumed: what it staged and rejected it may want to replace.
    long resumable = newest.map(Ledger.Opening::seq).orElse(0L);
    long staged = upkeep.dropStaged(resumable);
    long dropped =
        upkeep.dropRejects(Math.min(resumable - 1, ledger.lastBefore(now.minus(rejects))));
    Floors floors = new Floors(graph, lake, newest);
    List<Kept> tables =
        upkeep.tables().stream().map(table -> tend(table, floors.of(table), versions)).toList();
    return new Report(tables, dropped, staged);
  }

  private Kept tend(String table, Optional<Floor> floor, Duration versions) {
    OptionalLong readable =
        floor.map(found -> OptionalLong.of(found.version())).orElse(OptionalLong.empty());
    Tended tended = upkeep.tend(table, new Keeping(versions, readable));
    boolean longer = tended.kept().compareTo(versions) > 0;
    return new Kept(tended, floor.filter(found -> longer).map(Floor::by));
  }

  /** Writes down what was done; not as a run, which would keep others from being resumed. */
  public void note(Report report, String tenant) {
    List<Row> rows =
        report.tables().stream()
            .map(kept -> MaintenanceLog.row(now, kept.table(), dropped(kept.table(), report)))
            .toList();
    if (!rows.isEmpty()) {
      Run time =
          new Run(
              NAME + " " + now,
              now.toEpochMilli(),
              tenant,
              LocalDate.ofInstant(now, ZoneOffset.UTC),
              0,
              now,
              Map.of());
      new Execution(lake, time, Map.of()).execute(new Note(NAME, MaintenanceLog.TABLE, rows));
    }
  }

  private static long dropped(Tended table, Report report) {
    return table.table().equals(Quarantine.TABLE.id()) ? report.rejects() : 0;
  }
}
