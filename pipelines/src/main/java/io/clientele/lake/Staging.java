package io.clientele.lake;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.clientele.step.Balance;
import io.clientele.table.Check;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Money;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A step's rows, written once to a folder of its run, so that they are counted, judged and split
 * without being computed again. Closing takes them away.
 */
final class Staging implements AutoCloseable {
  private static final String ROWS = "rows";
  private static final String REJECTED = "rejected";
  private static final String OUTSIDE = "outside";
  private static final String ANNOUNCED = "announced";
  private static final String FATE = "fate ";
  private static final String CHECK = "check ";

  /** So few rows are compared within one task sooner than they are sent to several. */
  private static final long FEW = 10_000;

  private static final Field SHARED =
      Field.required("_shared", Types.COUNT, "Rows that have one key.");

  private final SparkSession session;
  private final Path folder;
  private final StepRun turn;
  private final Table table;
  private final StructType schema;
  private final Measures measures = new Measures();

  private Staging(SparkSession session, Path folder, StepRun turn, StructType schema) {
    this.session = session;
    this.folder = folder;
    this.turn = turn;
    this.table = turn.table();
    this.schema = schema;
  }

  static Staging of(SparkSession session, Path folder, StepRun turn, Dataset<Row> rows) {
    Staging staging = new Staging(session, folder, turn, rows.schema());
    staging.measure();
    staging.measures.take(
        rows,
        each -> each.write().mode("overwrite").parquet(folder.toString()),
        () -> staging.all(session));
    return staging;
  }

  private void measure() {
    measures.add(ROWS, count_if(isAccepted()));
    if (isSplit()) {
      measures.add(REJECTED, count_if(Rejects.any()));
    }
    if (table.write() instanceof Write.Replace) {
      measures.add(OUTSIDE, count_if(isAccepted().and(not(turn.scope()))));
    }
    if (isAccounted()) {
      measures.add(ANNOUNCED, coalesce(sum(Fate.ANNOUNCED.col()), lit(0)));
      Arrays.stream(Fate.values()).forEach(fate -> measures.add(FATE + fate, count_if(fate.is())));
    }
    table.checks().forEach(check -> measures.add(CHECK + check.name(), check.aggregate()));
  }

  Findings findings() {
    List<Check.Result> results =
        table.checks().stream()
            .map(
                check ->
                    measures
                        .problem(CHECK + check.name())
                        .map(check::notComputed)
                        .orElseGet(() -> check.judge(measures.value(CHECK + check.name()))))
            .toList();
    return new Findings(measures.count(REJECTED), measures.count(OUTSIDE), results, balance());
  }

  private Balance balance() {
    if (!isAccounted()) {
      return Balance.NONE;
    }
    Map<Fate, Long> records =
        Arrays.stream(Fate.values()).collect(toMap(identity(), f -> measures.count(FATE + f)));
    boolean received = records.values().stream().anyMatch(count -> count > 0);
    return new Balance(
        turn.basis().whole(),
        measures.count(ANNOUNCED),
        records,
        received ? turn.step().money().map(this::sums).orElse(List.of()) : List.of());
  }

  private List<Balance.Sums> sums(Money money) {
    return new ReceivedMoney(money).of(all(session));
  }

  boolean isEmpty() {
    return rows() == 0;
  }

  private long rows() {
    return measures.count(ROWS);
  }

  /** Keys that accepted rows have in common. */
  long duplicates() {
    Column[] key = table.key().stream().map(Field::col).toArray(Column[]::new);
    if (key.length == 0 || rows() < 2) {
      return 0;
    }
    Dataset<Row> accepted = accepted(session);
    return (rows() > FEW ? accepted : accepted.coalesce(1))
        .groupBy(key)
        .agg(SHARED.from(count(lit(1))))
        .filter(SHARED.col().gt(1))
        .count();
  }

  /** True where the rows can carry reasons against themselves. */
  boolean isSplit() {
    return carries(Rejects.REASONS);
  }

  /** True where the rows tell what became of the records that were received. */
  private boolean isAccounted() {
    return carries(Fate.FIELD) && carries(Fate.ANNOUNCED);
  }

  Dataset<Row> rejected() {
    return all(session).filter(Rejects.any());
  }

  /** The rows for the table, as the given session reads them; those that leave it included. */
  Dataset<Row> accepted(SparkSession reader) {
    List<Column> columns = new ArrayList<>(table.fields().stream().map(Field::col).toList());
    if (table.write() instanceof Write.Upsert || table.write() instanceof Write.Exchange) {
      columns.add(gone().as(Write.GONE.name()));
    }
    return all(reader).filter(isAccepted()).select(columns.toArray(Column[]::new));
  }

  /** The rows that are the whole table, or the whole scope. */
  Dataset<Row> present() {
    return accepted(session)
        .filter(not(gone()))
        .select(table.fields().stream().map(Field::col).toArray(Column[]::new));
  }

  private Dataset<Row> all(SparkSession reader) {
    return reader.read().schema(schema).parquet(folder.toString());
  }

  private Column isAccepted() {
    Column passes = isSplit() ? not(Rejects.any()) : lit(true);
    return isAccounted() ? passes.and(Fate.staysInTable()) : passes;
  }

  private Column gone() {
    // A row that does not say that it leaves stays.
    return carries(Write.GONE) ? coalesce(Write.GONE.col(), lit(false)) : lit(false);
  }

  /** A reserved column that rows need not carry. */
  Column optional(Field field) {
    return carries(field) ? field.col() : field.absent();
  }

  private boolean carries(Field field) {
    return Arrays.asList(schema.fieldNames()).contains(field.name());
  }

  @Override
  public void close() {
    try {
      FileSystem files = folder.getFileSystem(session.sparkContext().hadoopConfiguration());
      files.delete(folder, true);
      Path run = folder.getParent();
      if (files.exists(run) && files.listStatus(run).length == 0) {
        files.delete(run, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove staged rows of " + table, e);
    }
  }
}
