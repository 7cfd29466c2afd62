package io.clientele.job;

import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.clientele.lake.Quarantine;
import io.clientele.source.files.Files;
import io.clientele.step.Judged;
import io.clientele.step.Lake;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;

/**
 * Records that are still rejected: that no later build of their table has judged again, and whose
 * file is in as it was then. Fixed when it is made: what runs do later does not change it.
 */
public final class OpenRejects {
  private static final Field TAKEN_BY =
      Field.required("taken_by", Types.COUNT, "Number of the run that took the file.");
  private static final Field FILE = Field.required("file", Types.TEXT, "Path of the file.");
  private static final Table TAKEN =
      new Table(Layer.OPS, "taken", List.of(FILE, TAKEN_BY), List.of(), new Write.Append());

  private final Dataset<Row> rows;

  private OpenRejects(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** Those of all tables that the jobs make of records. */
  public static OpenRejects of(JobGraph graph, Lake lake) {
    Dataset<Row> all = lake.current(Quarantine.TABLE);
    Map<String, Judged> judged =
        graph.job(Jobs.CLEAN).steps().stream()
            .collect(toMap(step -> step.output().id(), lake::judged));
    Column standing = standing(judged, attempts(judged, all));
    Column again =
        max(Quarantine.RUN_SEQ.col())
            .over(Window.partitionBy(Quarantine.TABLE_ID.col(), Quarantine.PLACE.col()));
    Field newest = Field.optional("_newest", Types.COUNT, "Newest run that rejected the record.");
    Dataset<Row> rows =
        all.where(standing)
            .withColumn(newest.name(), again)
            .where(Quarantine.RUN_SEQ.col().equalTo(newest.col()))
            .withColumn(FILE.name(), Files.fileOf(Quarantine.PLACE.col()))
            .join(broadcast(taken(graph, lake)), new String[] {FILE.name()}, "left")
            .where(isOfNoFile().or(TAKEN_BY.col().leq(Quarantine.RUN_SEQ.col())))
            .select(Quarantine.TABLE.fields().stream().map(Field::col).toArray(Column[]::new));
    return new OpenRejects(rows);
  }

  private static Column isOfNoFile() {
    return FILE.col().isNull().or(FILE.col().equalTo(""));
  }

  /** The last run since each table's last commit whose rejects are all that came of it. */
  private static Map<String, Long> attempts(Map<String, Judged> judged, Dataset<Row> all) {
    Column since = either(judged, table -> Quarantine.RUN_SEQ.col().gt(judged.get(table).last()));
    return all
        .where(since)
        .groupBy(Quarantine.TABLE_ID.col())
        .agg(max(Quarantine.RUN_SEQ.col()))
        // A row for each table.
        .collectAsList()
        .stream()
        .collect(toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private static Column standing(Map<String, Judged> judged, Map<String, Long> attempts) {
    return either(
        judged,
        table -> {
          List<Object> runs = new ArrayList<>(judged.get(table).rejecting());
          Optional.ofNullable(attempts.get(table)).ifPresent(runs::add);
          return Quarantine.RUN_SEQ.col().isin(runs.toArray());
        });
  }

  private static Column either(Map<String, Judged> judged, Function<String, Column> ofTable) {
    return judged.keySet().stream()
        .sorted()
        .map(table -> Quarantine.TABLE_ID.col().equalTo(table).and(ofTable.apply(table)))
        .reduce(lit(false), Column::or);
  }

  private static Dataset<Row> taken(JobGraph graph, Lake lake) {
    Map<String, Long> numbers = numbers(lake);
    Map<String, Long> files = new TreeMap<>();
    for (Step take : graph.job(Jobs.EXTRACT).steps()) {
      Files.takenBy(lake.current(take.output()))
          .forEach((file, run) -> files.merge(file, numbers.get(run), Math::max));
    }
    return lake.rows(
        TAKEN,
        files.entrySet().stream()
            .map(file -> RowFactory.create(file.getKey(), file.getValue()))
            .toList());
  }

  private static Map<String, Long> numbers(Lake lake) {
    return lake
        .current(RunLog.TABLE)
        .where(RunLog.EVENT.col().equalTo(Ledger.Event.OPENED.name()))
        .select(RunLog.RUN_ID.col(), RunLog.RUN_SEQ.col())
        // One for each run that there was.
        .collectAsList()
        .stream()
        .collect(toMap(row -> row.getString(0), row -> row.getLong(1), (one, same) -> one));
  }

  /** Those for which a condition on the quarantine's fields holds. */
  public OpenRejects where(Column condition) {
    return new OpenRejects(rows.where(condition));
  }

  /** Rows of the quarantine: one for each reason against a record. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** How many records there are, however much stands against each. */
  public long count() {
    return records(rows).count();
  }

  /** How many of these are among others too. */
  public long countAmong(OpenRejects others) {
    return records(rows).join(records(others.rows), names(), "left_semi").count();
  }

  private static Dataset<Row> records(Dataset<Row> rows) {
    return rows.select(Quarantine.TABLE_ID.col(), Quarantine.PLACE.col()).distinct();
  }

  private static String[] names() {
    return new String[] {Quarantine.TABLE_ID.name(), Quarantine.PLACE.name()};
  }
}
