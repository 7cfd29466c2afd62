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
    Dataset<Row> all = lake.read(Quarantine.TABLE, current(lake, Quarantine.TABLE));
    Column standing =
        graph.job(Jobs.CLEAN).steps().stream()
            .map(step -> standing(step, lake.judged(step), all))
            .reduce(lit(false), Column::or);
    Column again =
        max(Quarantine.RUN_SEQ.col())
            .over(Window.partitionBy(Quarantine.TABLE_ID.col(), Quarantine.PLACE.col()));
    Field newest = Field.optional("_newest", Types.COUNT, "Newest run that rejected the record.");
    Dataset<Row> rows =
        all.where(standing)
            .withColumn(newest.name(), again)
            .where(Quarantine.RUN_SEQ.col().equalTo(newest.col()))
            .withColumn(FILE.name(), Files.fileOf(Quarantine.PLACE.col()))
            .join(broadcast(taken(graph, lake)), new String[] {FILE.name()})
            .where(TAKEN_BY.col().leq(Quarantine.RUN_SEQ.col()))
            .select(Quarantine.TABLE.fields().stream().map(Field::col).toArray(Column[]::new));
    return new OpenRejects(rows);
  }

  /** Of commits what they tell, and of attempts since that came to nothing the last. */
  private static Column standing(Step step, Judged judged, Dataset<Row> all) {
    Column ofTable = Quarantine.TABLE_ID.col().equalTo(step.output().id());
    Column since = Quarantine.RUN_SEQ.col().gt(judged.last());
    Row last = all.where(ofTable.and(since)).agg(max(Quarantine.RUN_SEQ.col())).head();
    List<Object> runs = new ArrayList<>(judged.rejecting());
    if (!last.isNullAt(0)) {
      runs.add(last.getLong(0));
    }
    return ofTable.and(Quarantine.RUN_SEQ.col().isin(runs.toArray()));
  }

  private static Dataset<Row> taken(JobGraph graph, Lake lake) {
    Map<String, Long> numbers = numbers(lake);
    List<Row> files = new ArrayList<>();
    for (Step take : graph.job(Jobs.EXTRACT).steps()) {
      Files.takenBy(lake.read(take.output(), current(lake, take.output())))
          .forEach((file, run) -> files.add(RowFactory.create(file, numbers.get(run))));
    }
    return lake.rows(TAKEN, files);
  }

  private static Map<String, Long> numbers(Lake lake) {
    return lake
        .read(RunLog.TABLE, current(lake, RunLog.TABLE))
        .where(RunLog.EVENT.col().equalTo(Ledger.Event.OPENED.name()))
        .select(RunLog.RUN_ID.col(), RunLog.RUN_SEQ.col())
        // One for each run that there was.
        .collectAsList()
        .stream()
        .collect(toMap(row -> row.getString(0), row -> row.getLong(1), (one, same) -> one));
  }

  private static long current(Lake lake, Table table) {
    return lake.versions(List.of(table)).getOrDefault(table.id(), Lake.ABSENT);
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
