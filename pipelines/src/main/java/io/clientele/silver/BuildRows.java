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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
 * are left, and one without any leaves. So they are where orders take their totals from their
 * lines: which may have come, changed or gone since.
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
    if (takesTotalsOfLines()) {
      reads.addAll(List.of(new Read.Changes(OrderLines.TABLE), new Read.All(OrderLines.TABLE)));
    }
    for (Feed feed : feeds) {
      reads.addAll(
          List.of(new Read.Changes(feed.from()), new Read.All(feed.from()), new Read.Own(table)));
    }
    return reads;
  }

  @Override
  public String recipe() {
    return canon.recipe(table, feeds);
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    if (feeds.isEmpty()) {
      return in.rows(table, List.of());
    }

    if (in.changes(feeds.get(0).from()).isEmpty()) {
      return latest(read(in, feeds, in::all));
    }
    Dataset<Row> added = read(in, feeds, from -> changes(in, from).added());
    Stream<Dataset<Row>> losing =
        feeds.stream()
            .filter(feed -> changes(in, feed.from()).removed().isPresent())
            .map(feed -> accepted(read(in, List.of(feed), from -> removed(in, from))));
    Stream<Dataset<Row>> ofLines =
        takesTotalsOfLines()
            ? Stream.of(LineTotals.orders(changes(in, OrderLines.TABLE).both()))
            : Stream.of();
    Optional<Dataset<Row>> others =
        Stream.concat(losing, ofLines).map(this::keys).reduce(Dataset::union);
    return latest(
        others
            .map(keys -> madeAnew(read(in, feeds, in::all), added, keys))
            .orElseGet(() -> added.union(touched(in.own(table), accepted(added)))));
  }

  private boolean takesTotalsOfLines() {
    return feeds.stream().anyMatch(LineTotals::areFor);
  }

  private Dataset<Row> read(Inputs in, List<Feed> from, Function<Table, Dataset<Row>> records) {
    return from.stream()
        .map(feed -> canon.rows(table, feed, records.apply(feed.from()), completed(in, feed)))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static UnaryOperator<Dataset<Row>> completed(Inputs in, Feed feed) {
    return LineTotals.areFor(feed)
        ? new LineTotals(in.all(OrderLines.TABLE))::into
        : UnaryOperator.identity();
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

  /**
   * All versions that are left of the keys that came or are told of otherwise, and a last one that
   * says: gone. Rows of which no line tells the total any longer are refused anew.
   *
   * @param others keys of rows that went, and of those whose lines changed
   */
  private Dataset<Row> madeAnew(Dataset<Row> all, Dataset<Row> added, Dataset<Row> others) {
    Dataset<Row> keys = keys(accepted(added)).union(others);
    Dataset<Row> told =
        takesTotalsOfLines()
            ? all.where(not(Rejects.any()).or(Orders.NET_TOTAL.col().isNull()))
            : accepted(all);
    Stream<Column> gone =
        Stream.concat(
            table.fields().stream().map(f -> table.key().contains(f) ? f.col() : f.absent()),
            Stream.of(
                Rejects.reasons(List.of()),
                Rejects.PLACE.absent(),
                Rejects.RECORD.absent(),
                Write.GONE.from(lit(true))));
    return withKeysOf(keys, told)
        .union(added.where(Rejects.any()))
        .withColumn(Write.GONE.name(), lit(false))
        .union(keys.select(columns(gone)));
  }

  private static Dataset<Row> accepted(Dataset<Row> rows) {
    return rows.where(not(Rejects.any()));
  }

  private Dataset<Row> keys(Dataset<Row> rows) {
    return rows.select(columns(table.key().stream().map(Field::col)));
  }

  private Dataset<Row> withKeysOf(Dataset<Row> others, Dataset<Row> rows) {
    String[] key = table.key().stream().map(Field::name).toArray(String[]::new);
    return rows.join(keys(others), key, "left_semi");
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
