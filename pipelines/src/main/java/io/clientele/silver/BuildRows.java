package io.clientele.silver;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.clientele.lake.Quarantine;
import io.clientele.step.Changes;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Check;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Money;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
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

/**
 * Fills a canonical table from all that feeds it, the latest version of each row. Of known changes
 * only the keys they touch are written, each as new as the rows before and the changes make it: so
 * what is in the table does not depend on when, or in which order, records came. Where records were
 * taken out, the row before may be one of theirs: then the keys are made anew of all records that
 * are left, and one without any leaves. So they are where orders take their totals from their
 * lines: which may have come, changed or gone since. Every record that was received stays among the
 * rows, under what became of it, so that the lake can account for all.
 */
record BuildRows(Table table, List<Feed> feeds, Canon canon, Quality quality, Rejected rejected)
    implements Stage {
  private static final Field CAME =
      Field.optional("_came", Types.FLAG, "Not null where the row came from where new ones did.");
  private static final Field TOUCHED =
      Field.optional("_touched", Types.FLAG, "Not null where the row has a key that is made anew.");

  @Override
  public String name() {
    return "build-" + table.name().replace('_', '-');
  }

  @Override
  public Table output() {
    return table;
  }

  @Override
  public List<Check> checks(Run run) {
    return feeds.isEmpty()
        ? List.of()
        : new Expectations(table, filled(), quality, canon.zone()).of(run);
  }

  @Override
  public Optional<Money> money() {
    return Silver.money(table);
  }

  @Override
  public boolean judgesAnew() {
    return rejected == Rejected.RETRIED && !feeds.isEmpty();
  }

  private Set<Field> filled() {
    return feeds.stream().flatMap(feed -> feed.fills().keySet().stream()).collect(toSet());
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
    if (judgesAnew()) {
      // The other half of what the step has put out before.
      reads.add(new Read.Own(Quarantine.TABLE));
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
      return versions().newest(read(in, feeds, in::all));
    }
    Dataset<Row> added = read(in, feeds, from -> changes(in, from).added());
    Optional<Dataset<Row>> again = judgesAnew() ? Optional.of(retried(in)) : Optional.empty();
    Dataset<Row> came = again.map(added::union).orElse(added);
    Optional<Dataset<Row>> others = touchedOtherwise(in);
    if (others.isEmpty()) {
      return touched(in, accepted(came))
          .map(own -> versions().newest(came, own))
          .orElseGet(() -> versions().newest(came).withColumn(Write.KNOWN.name(), lit(false)));
    }
    Dataset<Row> keys = keys(accepted(came)).union(others.get());
    Dataset<Row> anew = madeAnew(read(in, feeds, in::all), added, keys);
    return versions().newest(again.map(rows -> anew.union(marked(rows, false))).orElse(anew));
  }

  /** Keys of rows whose records went, or of whom other tables tell something else now. */
  private Optional<Dataset<Row>> touchedOtherwise(Inputs in) {
    Stream<Dataset<Row>> losing =
        feeds.stream()
            .filter(feed -> changes(in, feed.from()).removed().isPresent())
            .map(feed -> accepted(read(in, List.of(feed), from -> removed(in, from))));
    Stream<Dataset<Row>> ofLines =
        takesTotalsOfLines()
            ? Stream.of(LineTotals.orders(changes(in, OrderLines.TABLE).both()))
            : Stream.of();
    return Stream.concat(losing, ofLines).map(this::keys).reduce(Dataset::union);
  }

  private boolean takesTotalsOfLines() {
    return feeds.stream().anyMatch(LineTotals::areFor);
  }

  private Dataset<Row> read(Inputs in, List<Feed> from, Function<Table, Dataset<Row>> records) {
    return rows(in, from, feed -> feed.draft().apply(records.apply(feed.from())));
  }

  private Dataset<Row> rows(Inputs in, List<Feed> from, Function<Feed, Dataset<Row>> drafts) {
    return from.stream()
        .map(feed -> canon.rows(table, feed, drafts.apply(feed), completed(in, feed)))
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

  /** Records at the places of all that was ever rejected: to read one twice changes nothing. */
  private Dataset<Row> retried(Inputs in) {
    Dataset<Row> places =
        in.own(Quarantine.TABLE)
            .where(Quarantine.TABLE_ID.col().equalTo(table.id()))
            .select(Rejects.PLACE.from(Quarantine.PLACE.col()));
    String[] place = {Rejects.PLACE.name()};
    // Judged as drafts: a question about fates would carry every reading along in its condition.
    Column wanted = not(Draft.LEFT_OUT.col()).and(Fate.ANNOUNCED.col().isNull());
    return rows(
            in,
            feeds,
            feed ->
                feed.draft()
                    .apply(in.all(feed.from()))
                    .where(wanted)
                    .join(places, place, "left_semi"))
        .withColumn(Fate.FIELD.name(), Fate.FIELD.absent());
  }

  /** Rows of the table whose keys came again; empty where it is known that there are none. */
  private Optional<Dataset<Row>> touched(Inputs in, Dataset<Row> came) {
    boolean few = !judgesAnew() && feeds.stream().allMatch(feed -> changes(in, feed.from()).few());
    Dataset<Row> own = in.own(table);
    Dataset<Row> keys = few ? broadcast(keys(came)) : keys(came);
    String[] key = table.key().stream().map(Field::name).toArray(String[]::new);
    // A job of its own, but of keys alone: where all are new, as on most days of events, the rest
    // of the table is never read.
    if (few && keys(own).join(keys, key, "left_semi").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        own.join(keys, key, "left_semi").select(columns(Stream.concat(fields(), ofNoRecord()))));
  }

  /**
   * All records that are left of where some came from, all versions that are left of the keys, and
   * a last one that says: gone. Of all, so that what came and left again is not taken for received.
   * Rows of which no line tells the total any longer are refused anew.
   */
  private Dataset<Row> madeAnew(Dataset<Row> all, Dataset<Row> added, Dataset<Row> keys) {
    Field from = Origin.RECEIVED_FROM;
    Dataset<Row> sources = added.select(from.col(), CAME.from(lit(true))).distinct();
    Column[] withMark =
        Stream.concat(key(), Stream.of(TOUCHED.from(lit(true)))).toArray(Column[]::new);
    String[] key = table.key().stream().map(Field::name).toArray(String[]::new);
    Dataset<Row> found =
        all.join(sources, new String[] {from.name()}, "left")
            .join(keys.select(withMark).distinct(), key, "left");
    Column came = CAME.col().isNotNull();
    Column untold = takesTotalsOfLines() ? Orders.NET_TOTAL.col().isNull() : lit(false);
    Column old = TOUCHED.col().isNotNull().and(Fate.KEPT.is().or(Fate.REJECTED.is().and(untold)));
    Stream<Column> reserved =
        Stream.of(
            Rejects.REASONS.col(),
            Rejects.PLACE.col(),
            Rejects.RECORD.col(),
            Fate.FIELD.from(when(came, Fate.FIELD.col())),
            Fate.ANNOUNCED.col());
    Dataset<Row> left =
        found.where(came.or(old)).select(columns(Stream.concat(fields(), reserved)));
    Stream<Column> gone =
        table.fields().stream().map(f -> table.key().contains(f) ? f.col() : f.absent());
    return marked(left, false)
        .union(marked(keys.select(columns(Stream.concat(gone, ofNoRecord()))), true));
  }

  private static Dataset<Row> marked(Dataset<Row> rows, boolean gone) {
    return rows.withColumn(Write.GONE.name(), lit(gone));
  }

  private static Dataset<Row> accepted(Dataset<Row> rows) {
    return rows.where(not(Rejects.any()).and(Fate.staysInTable()));
  }

  private Dataset<Row> keys(Dataset<Row> rows) {
    return rows.select(columns(key()));
  }

  private Versions versions() {
    return new Versions(table);
  }

  private Stream<Column> fields() {
    return table.fields().stream().map(Field::col);
  }

  private Stream<Column> key() {
    return table.key().stream().map(Field::col);
  }

  /** The reserved columns of a row that was not received. */
  private static Stream<Column> ofNoRecord() {
    return Stream.of(
        Rejects.reasons(List.of()),
        Rejects.PLACE.absent(),
        Rejects.RECORD.absent(),
        Fate.FIELD.absent(),
        Fate.ANNOUNCED.absent());
  }

  private static Column[] columns(Stream<Column> columns) {
    return columns.toArray(Column[]::new);
  }
}
