package io.clientele.lake;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a step brings, by the reserved columns that they carry: what is asked of them, and
 * which of them are for the table. Each method is given the rows themselves: as the step computes
 * them, or as they were kept.
 */
record Batch(StepRun turn, List<String> columns) {
  private static final String ROWS = "rows";
  private static final String REJECTED = "rejected";
  private static final String KNOWN = "known";
  private static final String GONE = "gone";
  private static final String OUTSIDE = "outside";
  private static final String ANNOUNCED = "announced";
  private static final String FATE = "fate ";
  private static final String CHECK = "check ";

  /** So few rows are compared within one task sooner than they are sent to several. */
  private static final long FEW = 10_000;

  private static final Field DIGEST =
      Field.required("_digest", Types.COUNT, "Digest of a row's key.");

  private static final Field SHARED =
      Field.required("_shared", Types.COUNT, "Rows that have one key.");

  Batch {
    columns = List.copyOf(columns);
  }

  static Batch of(StepRun turn, Dataset<Row> rows) {
    return new Batch(turn, Arrays.asList(rows.columns()));
  }

  private Table table() {
    return turn.table();
  }

  /** True where the rows must be looked at before they may be committed. */
  boolean isAsked() {
    boolean adding =
        table().write() instanceof Write.Append || table().write() instanceof Write.Exchange;
    return !adding || !table().checks().isEmpty() || isSplit();
  }

  /**
   * True where the rows are nothing but new rows, or all rows of the table or of the days that they
   * replace: none of them meets a stored row.
   */
  boolean isPlain() {
    boolean alone =
        table().write() instanceof Write.Upsert
            ? turn.basis().whole()
            : !(table().write() instanceof Write.Exchange);
    return alone && (!carries(Write.GONE) || table().write() instanceof Write.Whole);
  }

  /** True where rows may be among them that are told of without being in the table. */
  boolean isMixed() {
    return isSplit() || isAccounted();
  }

  /** All that is asked of the rows. */
  Measures measures() {
    Measures measures = new Measures().add(ROWS, Check.rowsWhere(isAccepted()));
    if (isSplit()) {
      measures.add(REJECTED, Check.rowsWhere(Rejects.any()));
    }
    if (carries(Write.KNOWN)) {
      measures.add(KNOWN, Check.rowsWhere(isAccepted().and(Write.KNOWN.col())));
    }
    if (table().write() instanceof Write.Whole) {
      measures.add(GONE, Check.rowsWhere(isAccepted().and(gone())));
    }
    if (table().write() instanceof Write.Replace) {
      measures.add(OUTSIDE, Check.rowsWhere(isAccepted().and(not(turn.scope()))));
    }
    if (isAccounted()) {
      measures.add(ANNOUNCED, coalesce(sum(Fate.ANNOUNCED.col()), lit(0)));
      Arrays.stream(Fate.values())
          .forEach(fate -> measures.add(FATE + fate, Check.rowsWhere(fate.is())));
    }
    table().checks().forEach(check -> measures.add(CHECK + check.name(), check.aggregate()));
    return measures;
  }

  Findings findings(Measures measures, Dataset<Row> rows) {
    List<Check.Result> results =
        table().checks().stream()
            .map(
                check ->
                    measures
                        .problem(CHECK + check.name())
                        .map(check::notComputed)
                        .orElseGet(() -> check.judge(measures.value(CHECK + check.name()))))
            .toList();
    return new Findings(
        measures.count(ROWS),
        measures.count(REJECTED),
        measures.count(carries(Write.KNOWN) ? KNOWN : ROWS),
        measures.count(GONE),
        measures.count(OUTSIDE),
        results,
        balance(measures, rows));
  }

  private Balance balance(Measures measures, Dataset<Row> rows) {
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
        received
            ? turn.step().money().map(money -> sums(money, rows)).orElse(List.of())
            : List.of());
  }

  private static List<Balance.Sums> sums(Money money, Dataset<Row> rows) {
    return new ReceivedMoney(money).of(rows);
  }

  /**
   * Keys that accepted rows have in common.
   *
   * @param accepted as they were kept; their declared fields are enough
   * @param rows how many these are
   */
  long duplicates(Dataset<Row> accepted, long rows) {
    Column[] key = table().key().stream().map(Field::col).toArray(Column[]::new);
    if (key.length == 0 || rows < 2) {
      return 0;
    }
    boolean many = rows > FEW;
    // As many digests as rows tell, at less than the price of the keys, that no two keys are equal.
    if (many && accepted.select(DIGEST.from(table().keyDigest())).distinct().count() == rows) {
      return 0;
    }
    return (many ? accepted : accepted.coalesce(1))
        .groupBy(key)
        .agg(SHARED.from(count(lit(1))))
        .filter(SHARED.col().gt(1))
        .count();
  }

  /** The key that no two rows may have; no fields where that is not asked. */
  List<Field> askedKey() {
    return isAsked() ? table().key() : List.of();
  }

  /** True where the rows can carry reasons against themselves. */
  private boolean isSplit() {
    return carries(Rejects.REASONS);
  }

  /** True where the rows tell what became of the records that were received. */
  private boolean isAccounted() {
    return carries(Fate.FIELD) && carries(Fate.ANNOUNCED);
  }

  /** The rows that carry reasons against themselves. */
  Dataset<Row> rejected(Dataset<Row> rows) {
    return rows.filter(isSplit() ? Rejects.any() : lit(false));
  }

  /** The rows for the table; those that leave it included. */
  Dataset<Row> accepted(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>(table().fields().stream().map(Field::col).toList());
    if (table().write() instanceof Write.Upsert || table().write() instanceof Write.Exchange) {
      columns.add(gone().as(Write.GONE.name()));
    }
    return rows.filter(isAccepted()).select(columns.toArray(Column[]::new));
  }

  /** The rows that are the whole table, or the whole scope. */
  Dataset<Row> present(Dataset<Row> rows) {
    return rows.filter(isAccepted())
        .filter(not(gone()))
        .select(table().fields().stream().map(Field::col).toArray(Column[]::new));
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
    return columns.contains(field.name());
  }
}
