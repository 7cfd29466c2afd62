package io.clientele.lake;

import io.clientele.problem.UserError;
import io.clientele.step.Basis;
import io.clientele.step.Changes;
import io.clientele.step.Commit;
import io.clientele.step.Judged;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A lake of Delta tables below one tenant's folder. */
final class DeltaLake implements Lake {
  private final SparkSession session;
  private final TenantFolder folder;

  DeltaLake(SparkSession session, TenantFolder folder) {
    this.session = session;
    this.folder = folder;
  }

  @Override
  public Map<String, Long> versions(Collection<Table> tables) {
    Map<String, Long> versions = new LinkedHashMap<>();
    for (Table table : tables) {
      TableState state = state(table);
      if (state.exists()) {
        versions.put(table.id(), state.version());
      }
    }
    return versions;
  }

  @Override
  public Dataset<Row> read(Table table, long version) {
    if (version == ABSENT) {
      return rows(table, List.of());
    }
    Dataset<Row> stored = at(table, version);
    return new Shape(table, stored.schema()).align(stored);
  }

  private Dataset<Row> at(Table table, long version) {
    TableState newest = state(table);
    Optional<Dataset<Row>> rows = newest.version() == version ? newest.rows() : Optional.empty();
    return rows.orElseGet(() -> asOf(table, version));
  }

  private Dataset<Row> asOf(Table table, long version) {
    try {
      return session.read().format("delta").option("versionAsOf", version).load(folder.of(table));
    } catch (Exception e) {
      throw new UserError(
          "Cannot read %s at version %d: its newest is %d, and old ones are kept for a time only. Start a new run."
              .formatted(table, version, state(table).version()),
          e);
    }
  }

  @Override
  public Optional<Changes> changes(Table table, long after, long upTo) {
    return new ChangeFeed(session, table, folder.of(table)).between(after, upTo);
  }

  @Override
  public Optional<Commit> committed(Step step, Run run) {
    TableState state = state(step.output());
    OptionalLong last = state.transaction(step.name());
    if (last.isEmpty() || last.getAsLong() < run.seq()) {
      return Optional.empty();
    }
    CommitLog.Entry entry = entry(step, run, state);
    if (entry.note().seq() > run.seq()) {
      throw new UserError(
          "Cannot write %s: run %s (number %d) is stale, run %s (number %d) has written it since. Start a new run."
              .formatted(
                  step.output(), run.id(), run.seq(), entry.note().run(), entry.note().seq()));
    }
    return Optional.of(commit(step, entry, true));
  }

  @Override
  public Optional<Basis> basis(Step step) {
    return last(step).map(CommitNote::basis);
  }

  @Override
  public Judged judged(Step step) {
    return last(step).map(note -> new Judged(note.seq(), note.rejecting())).orElse(Judged.NOTHING);
  }

  private Optional<CommitNote> last(Step step) {
    TableState state = state(step.output());
    return state.transaction(step.name()).isPresent()
        ? log(step.output()).last(step.name(), state.version()).map(CommitLog.Entry::note)
        : Optional.empty();
  }

  @Override
  public Commit write(Step step, Dataset<Row> rows, Run run, Basis basis) {
    Optional<Commit> before = committed(step, run);
    if (before.isPresent()) {
      return before.get();
    }

    List<Long> rejecting =
        Arrays.asList(rows.columns()).contains(Rejects.REASONS.name())
            ? judged(step).rejecting()
            : List.of();
    new WriteProtocol(session, folder).run(new StepRun(step, run, basis, rejecting), rows);
    return commit(step, entry(step, run, state(step.output())), false);
  }

  @Override
  public Dataset<Row> rows(Table table, List<Row> rows) {
    // As nullable: Spark would believe the schema, and a missing value would pass unseen.
    StructType nullable =
        new StructType(
            Arrays.stream(table.schema().fields())
                .map(f -> new StructField(f.name(), f.dataType(), true, f.metadata()))
                .toArray(StructField[]::new));
    Dataset<Row> frame = session.createDataFrame(rows, nullable);
    return rows.isEmpty() ? frame : frame.coalesce(1);
  }

  private static Commit commit(Step step, CommitLog.Entry entry, boolean already) {
    return new Commit(
        step.output(),
        entry.version(),
        entry.rows(),
        entry.note().rejected(),
        entry.note().checks(),
        entry.note().balance(),
        already);
  }

  /** The step's newest commit, which is known to have been made. */
  private CommitLog.Entry entry(Step step, Run run, TableState state) {
    return log(step.output())
        .last(step.name(), state.version())
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot resume run %s: what step %s committed to %s is older than its log. Start a new run."
                        .formatted(run.id(), step.name(), step.output())));
  }

  private TableState state(Table table) {
    return TableState.of(session, folder.of(table));
  }

  private CommitLog log(Table table) {
    return CommitLog.of(folder.of(table), session.sparkContext().hadoopConfiguration());
  }
}
