package io.clientele.lake;

import io.clientele.table.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows that lie in a stored table's folder already and are in no version of it: nobody reads them
 * before they are committed. Closing takes them away, unless a commit was tried. Those of a process
 * that was killed are never told of by the log, so maintenance removes them in time.
 *
 * <p>The only place that holds Delta's own transaction: its public interface writes and commits in
 * one step, and rows could not be judged in between.
 */
final class Uncommitted implements AutoCloseable {
  private final SparkSession session;
  private final OptimisticTransaction transaction;
  private RowFiles.Written written = RowFiles.Written.NOTHING;

  private Uncommitted(SparkSession session, OptimisticTransaction transaction) {
    this.session = session;
    this.transaction = transaction;
  }

  /** Of a table that exists; what others commit to it from now on is met by the commit. */
  static Uncommitted begin(SparkSession session, String path) {
    return new Uncommitted(
        session,
        DeltaLog.forTable(session, new Path(path))
            .startTransaction(Option.empty(), Option.empty()));
  }

  /**
   * Writes rows as the table has them, and refuses values that are missing.
   *
   * @param key fields that make a row's key; none where nobody asks whether one comes twice
   */
  void write(Dataset<Row> rows, List<Field> key) {
    Column[] stored =
        Stream.of(transaction.metadata().schema().fieldNames())
            .map(name -> rows.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    Dataset<Row> table = rows.select(stored);
    RowFiles columns = new RowFiles(session, transaction);
    written =
        columns.fits() ? columns.write(table, key) : new RowFiles.Written(byDelta(table), false);
  }

  private List<AddFile> byDelta(Dataset<Row> rows) {
    return CollectionConverters.asJava(transaction.writeFiles(rows)).stream()
        .filter(AddFile.class::isInstance)
        .map(AddFile.class::cast)
        .toList();
  }

  /** True where no two of the rows have one key; false where that is not known. */
  boolean isDistinct() {
    return written.distinct();
  }

  /** The rows as they were written. */
  Dataset<Row> rows() {
    return transaction
        .deltaLog()
        .createDataFrame(transaction.snapshot(), seq(written.files()), false, Option.empty());
  }

  void append(Transaction by) {
    commit(by, List.of(), operation(by, SaveMode.Append, Option.empty()));
  }

  /** The rows take the place of all rows. */
  void replace(Transaction by) {
    replace(by, Literal.TrueLiteral());
  }

  /** The rows take the place of all of these days, each of which has folders of its own. */
  void replace(Transaction by, Field field, List<LocalDate> days) {
    List<Expression> literals =
        days.stream().<Expression>map(day -> Literal.create(day, DataTypes.DateType)).toList();
    // By its name alone: of a column of the public interface nothing but a query makes more.
    replace(by, new In(UnresolvedAttribute.quoted(field.name()), seq(literals)));
  }

  private void replace(Transaction by, Expression replaced) {
    List<AddFile> leaving =
        CollectionConverters.asJava(transaction.filterFiles(seq(List.of(replaced)), false));
    commit(by, leaving, operation(by, SaveMode.Overwrite, Option.apply(replaced.sql())));
  }

  private void commit(Transaction by, List<AddFile> leaving, DeltaOperations.Write operation) {
    if (isMade(by)) {
      return;
    }
    long now = transaction.clock().getTimeMillis();
    List<Action> actions = new ArrayList<>();
    actions.add(new SetTransaction(by.application(), by.version(), Option.apply(now)));
    actions.addAll(written.files());
    leaving.forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
    // Whatever this comes to: a commit may be made though its answer was lost.
    written = RowFiles.Written.NOTHING;
    transaction.commit(seq(actions), operation);
  }

  private boolean isMade(Transaction by) {
    // As asked, so that Delta refuses the commit where another process makes the same one
    // meanwhile; but not asked of Delta, which would look through the whole state in a job.
    transaction.readTxn().addOne(by.application());
    return TableState.of(session, transaction.snapshot()).transaction(by.application()).stream()
        .anyMatch(last -> last >= by.version());
  }

  private static DeltaOperations.Write operation(
      Transaction by, SaveMode mode, Option<String> replaced) {
    return new DeltaOperations.Write(
        mode,
        Option.empty(),
        replaced,
        Option.apply(by.note()),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  /** As Scala's methods take it. */
  static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  @Override
  public void close() {
    for (AddFile file : written.files()) {
      Path path = file.absolutePath(transaction.deltaLog());
      try {
        FileSystem system = path.getFileSystem(transaction.deltaLog().newDeltaHadoopConf());
        system.delete(path, false);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot remove rows that were not committed: " + path, e);
      }
    }
  }
}
