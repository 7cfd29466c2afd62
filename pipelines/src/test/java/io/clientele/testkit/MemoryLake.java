package io.clientele.testkit;

import io.clientele.lake.Quarantine;
import io.clientele.lake.Reasons;
import io.clientele.problem.UserError;
import io.clientele.step.Basis;
import io.clientele.step.Changes;
import io.clientele.step.Commit;
import io.clientele.step.Judged;
import io.clientele.step.Lake;
import io.clientele.step.Refusal;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.MemoryStore.Version;
import io.clientele.testkit.MemoryStore.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A lake whose tables are lists of rows: for tests of what stands on a lake. Passes the same {@link
 * LakeContract} as the real one.
 */
public final class MemoryLake implements Lake {
  private final SparkSession spark;
  private final MemoryStore store;

  public MemoryLake(SparkSession spark, MemoryStore store) {
    this.spark = spark;
    this.store = store;
  }

  public MemoryLake(SparkSession spark) {
    this(spark, new MemoryStore());
  }

  /** The newest rows of a table. */
  public Dataset<Row> newest(Table table) {
    return read(table, store.of(table).size() - 1);
  }

  @Override
  public Map<String, Long> versions(Collection<Table> tables) {
    Map<String, Long> versions = new LinkedHashMap<>();
    tables.stream()
        .filter(table -> store.newest(table).isPresent())
        .forEach(table -> versions.put(table.id(), store.of(table).size() - 1L));
    return versions;
  }

  @Override
  public Dataset<Row> read(Table table, long version) {
    return spark.createDataFrame(at(table, version), table.schema());
  }

  @Override
  public Optional<Changes> changes(Table table, long after, long upTo) {
    if (after < 0 || after > upTo || upTo >= store.of(table).size()) {
      return Optional.empty();
    }
    if (after < upTo && !store.remembers(table, after + 1)) {
      return Optional.empty();
    }
    List<Row> added = new ArrayList<>();
    List<Row> removed = new ArrayList<>();
    for (long version = after + 1; version <= upTo; version++) {
      added.addAll(minus(at(table, version), at(table, version - 1)));
      removed.addAll(minus(at(table, version - 1), at(table, version)));
    }
    return Optional.of(
        new Changes(
            spark.createDataFrame(added, table.schema()),
            removed.isEmpty()
                ? Optional.empty()
                : Optional.of(spark.createDataFrame(removed, table.schema())),
            true));
  }

  @Override
  public Optional<Commit> committed(Step step, Run run) {
    Optional<Written> last =
        store.last(step.output(), step.name()).filter(by -> by.run().seq() >= run.seq());
    last.filter(by -> by.run().seq() > run.seq())
        .ifPresent(
            by -> {
              throw new UserError(
                  "Cannot write %s: run %s (number %d) is stale, run %s (number %d) has written it."
                      .formatted(
                          step.output(), run.id(), run.seq(), by.run().id(), by.run().seq()));
            });
    return last.map(Written::commit)
        .map(
            c ->
                new Commit(
                    c.table(), c.version(), c.rows(), c.rejected(), c.checks(), c.balance(), true));
  }

  @Override
  public Optional<Basis> basis(Step step) {
    return store.last(step.output(), step.name()).map(Written::basis);
  }

  @Override
  public Judged judged(Step step) {
    return store
        .last(step.output(), step.name())
        .map(last -> new Judged(last.run().seq(), store.rejecting(step)))
        .orElse(Judged.NOTHING);
  }

  @Override
  public Commit write(Step step, Dataset<Row> rows, Run run, Basis basis) {
    Optional<Commit> before = committed(step, run);
    if (before.isPresent()) {
      return before.get();
    }

    Table table = step.output().with(step.checks(run));
    List<Row> kept = at(table, store.of(table).size() - 1L);
    Dataset<Row> conformed = table.conform(rows);
    List<Check.Result> verdicts =
        table.checks().stream().map(check -> judge(check, conformed)).toList();
    Incoming incoming = Incoming.of(step, run, conformed);
    quarantine(step, run, incoming);
    Refusal.throwIfBroken(
        table,
        incoming.rejected(),
        verdicts,
        () -> Reasons.of(spark.createDataFrame(incoming.reasons(), Quarantine.TABLE.schema())));
    List<Row> merged = incoming.into(kept, basis);
    long version = store.of(table).size();
    Commit commit =
        new Commit(
            step.output(),
            version,
            incoming.brought(basis),
            incoming.rejected(),
            verdicts,
            incoming.balance(basis),
            false);
    boolean all = basis.whole() || step.judgesAnew();
    store.add(new Version(table, merged, new Written(step.name(), run, basis, commit, all)));
    return commit;
  }

  @Override
  public Dataset<Row> rows(Table table, List<Row> rows) {
    // As nullable, so that a missing value is seen and refused on writing.
    StructType nullable =
        new StructType(
            Arrays.stream(table.schema().fields())
                .map(f -> new StructField(f.name(), f.dataType(), true, f.metadata()))
                .toArray(StructField[]::new));
    return spark.createDataFrame(rows, nullable);
  }

  private static Check.Result judge(Check check, Dataset<Row> rows) {
    try {
      return check.judge(
          (Double) rows.agg(check.aggregate().cast(DataTypes.DoubleType)).head().get(0));
    } catch (Exception e) {
      return check.notComputed(e.getClass().getSimpleName());
    }
  }

  private void quarantine(Step step, Run run, Incoming incoming) {
    List<Row> others =
        at(Quarantine.TABLE, store.of(Quarantine.TABLE).size() - 1L).stream()
            .filter(row -> !(row.getLong(1) == run.seq() && row.getString(2).equals(step.name())))
            .toList();
    List<Row> rows = new ArrayList<>(others);
    rows.addAll(incoming.reasons());
    if (!rows.isEmpty()) {
      store.add(
          new Version(Quarantine.TABLE, rows, new Written(step.name(), run, null, null, false)));
    }
  }

  /** Rows of a version as the table is declared now. */
  private List<Row> at(Table table, long version) {
    if (version == ABSENT) {
      return List.of();
    }
    Version stored = store.of(table).get((int) version);
    requireSameShape(stored.table(), table);
    List<Integer> positions = MemoryStore.positions(stored, table);
    return stored.rows().stream()
        .map(row -> positions.stream().map(p -> p < 0 ? null : row.get(p)).toArray())
        .map(RowFactory::create)
        .toList();
  }

  private static void requireSameShape(Table stored, Table declared) {
    List<String> known = declared.fields().stream().map(Field::name).toList();
    List<Field> differing = new ArrayList<>();
    stored.fields().stream().filter(f -> !known.contains(f.name())).forEach(differing::add);
    for (Field field : declared.fields()) {
      Optional<Field> old =
          stored.fields().stream().filter(f -> f.name().equals(field.name())).findFirst();
      boolean same =
          old.map(f -> f.type().equals(field.type()) && f.nullable() == field.nullable())
              .orElse(field.nullable());
      if (!same) {
        differing.add(field);
        old.ifPresent(differing::add);
      }
    }
    if (!differing.isEmpty()) {
      throw new UserError(
          "Cannot open %s: declared and stored columns differ: %s"
              .formatted(
                  declared,
                  differing.stream().map(f -> f + " " + f.type().simpleString()).toList()));
    }
  }

  private static List<Row> minus(List<Row> rows, List<Row> others) {
    List<Row> rest = new ArrayList<>(rows);
    others.forEach(rest::remove);
    return rest;
  }
}
