package io.clientele.silver;

import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Fills a canonical table from all that feeds it, the latest version of each row. Of known changes
 * only the keys they touch are written, each as new as the rows before and the changes make it: so
 * what is in the table does not depend on when, or in which order, records came.
 */
record BuildRows(Table table, List<Feed> feeds, Canon canon) implements Stage {
  private static final Field NEWER =
      Field.optional("_newer", Types.FLAG, "Not null where there is a newer version of the row.");

  @Override
  public String name() {
    return "build-" + table.name().replace('_', '-');
  }

  @Override
  public Table output() {
    return feeds.isEmpty() ? table : table.with(checks());
  }

  @Override
  public Set<Read> reads() {
    Set<Read> reads = new HashSet<>();
    for (Feed feed : feeds) {
      reads.addAll(
          List.of(new Read.Changes(feed.from()), new Read.All(feed.from()), new Read.Own(table)));
    }
    return reads;
  }

  @Override
  public String recipe() {
    return canon.recipe(feeds);
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    if (feeds.isEmpty()) {
      return in.rows(table, List.of());
    }

    boolean changesOnly = in.changes(feeds.get(0).from()).isPresent();
    Dataset<Row> read =
        feeds.stream()
            .map(feed -> canon.rows(table, feed, records(in, feed.from())))
            .reduce(Dataset::union)
            .orElseThrow();
    return latest(changesOnly ? read.union(touched(in.own(table), read)) : read);
  }

  private static Dataset<Row> records(Inputs in, Table from) {
    return in.changes(from).orElseGet(() -> in.all(from));
  }

  /** Rows of the table whose keys came again. */
  private Dataset<Row> touched(Dataset<Row> own, Dataset<Row> read) {
    String[] key = table.key().stream().map(Field::name).toArray(String[]::new);
    Dataset<Row> keys =
        read.where(not(Rejects.any())).select(columns(table.key().stream().map(Field::col)));
    Stream<Column> reserved =
        Stream.of(Rejects.reasons(List.of()), Rejects.PLACE.absent(), Rejects.RECORD.absent());
    return own.join(keys, key, "left_semi")
        .select(columns(Stream.concat(table.fields().stream().map(Field::col), reserved)));
  }

  /** Refused rows all stay, each at its place; of the others the newest of each key. */
  private Dataset<Row> latest(Dataset<Row> rows) {
    Stream<Column> newestFirst = Origin.NEWEST.stream().map(f -> f.col().desc_nulls_last());
    Stream<Column> thenByContent = table.fields().stream().map(f -> f.col().desc_nulls_last());
    List<Column> key = new ArrayList<>(table.key().stream().map(Field::col).toList());
    key.add(when(Rejects.any(), Rejects.PLACE.col()));
    WindowSpec versions =
        Window.partitionBy(key.toArray(Column[]::new))
            .orderBy(columns(Stream.concat(newestFirst, thenByContent)));

    // Not row_number: Spark would cut it down before the shuffle too, at the price of a second
    // sort, and keys seldom repeat.
    return rows.withColumn(NEWER.name(), lag(lit(true), 1).over(versions))
        .where(NEWER.col().isNull());
  }

  private List<Check> checks() {
    String things = table.name().replace('_', ' ');
    return List.of(
        new Check(
            "new-rows",
            count_if(not(Rejects.any())),
            1,
            Double.MAX_VALUE,
            Check.Severity.WARN,
            "No new " + things + " came from the sources, or none that could be read."));
  }

  private static Column[] columns(Stream<Column> columns) {
    return columns.toArray(Column[]::new);
  }
}
