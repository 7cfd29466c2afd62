package io.clientele.silver;

import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.clientele.step.Changes;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Fills a canonical table from all that feeds it, the latest version of each row. Of known changes
 * only the keys they touch are written, each as new as the rows before and the changes make it: so
 * what is in the table does not depend on when, or in which order, records came. Where records were
 * taken out, the row before may be one of theirs: then the keys are made anew of all records that
 * are left, and one without any leaves.
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

    if (in.changes(feeds.get(0).from()).isEmpty()) {
      return latest(read(feeds, in::all));
    }
    Dataset<Row> added = read(feeds, from -> changes(in, from).added());
    List<Feed> losing =
        feeds.stream().filter(feed -> changes(in, feed.from()).removed().isPresent()).toList();
    return latest(
        losing.isEmpty()
            ? added.union(touched(in.own(table), accepted(added)))
            : madeAnew(read(feeds, in::all), added, read(losing, from -> removed(in, from))));
  }

  private Dataset<Row> read(List<Feed> from, Function<Table, Dataset<Row>> records) {
    return from.stream()
        .map(feed -> canon.rows(table, feed, records.apply(feed.from())))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static Changes changes(Inputs in, Table from) {
    return in.changes(from).orElseThrow();
  }

  private static Dataset<Row> removed(Inputs in, Table from) {
    return changes(in, from).removed().orElseThrow();
  }

  /** Rows of the table whose keys came again. */
  private Dataset<Row> touched(Dataset<Row> own, Dataset<Row> came) {
    Stream<Column> reserved =
        Stream.of(Rejects.reasons(List.of()), Rejects.PLACE.absent(), Rejects.RECORD.absent());
    return withKeysOf(came, own)
        .select(columns(Stream.concat(table.fields().stream().map(Field::col), reserved)));
  }

  /** All versions that are left of the keys that came or went, and a last one that says: gone. */
  private Dataset<Row> madeAnew(Dataset<Row> all, Dataset<Row> added, Dataset<Row> removed) {
    Dataset<Row> keys = accepted(added.union(removed));
    Stream<Column> gone =
        Stream.concat(
            table.fields().stream().map(f -> table.key().contains(f) ? f.col() : f.absent()),
            Stream.of(
                Rejects.reasons(List.of()),
                Rejects.PLACE.absent(),
                Rejects.RECORD.absent(),
                Write.GONE.from(lit(true))));
    return withKeysOf(keys, accepted(all))
        .union(added.where(Rejects.any()))
        .withColumn(Write.GONE.name(), lit(false))
        .union(keys.select(columns(gone)));
  }

  private static Dataset<Row> accepted(Dataset<Row> rows) {
    return rows.where(not(Rejects.any()));
  }

  private Dataset<Row> withKeysOf(Dataset<Row> others, Dataset<Row> rows) {
    String[] key = table.key().stream().map(Field::name).toArray(String[]::new);
    Dataset<Row> keys = others.select(columns(table.key().stream().map(Field::col)));
    return rows.join(keys, key, "left_semi");
  }

  /**
   * Refused rows all stay, each at its place; of the others the newest of each key, and of those
   * that have nothing but their key, one that says that it is gone.
   */
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
