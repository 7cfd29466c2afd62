package io.clientele.lake;

import io.clientele.table.Layer;
import io.delta.tables.DeltaTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * Looks after Delta tables below one tenant's folder.
 *
 * @param early how much sooner files leave than they are said to: not at all but in tests, which
 *     can't wait
 */
record DeltaUpkeep(
    SparkSession session, TenantFolder folder, Mode mode, Instant now, Duration early)
    implements Upkeep {

  @Override
  public List<String> tables() {
    return Arrays.stream(Layer.values())
        .flatMap(layer -> names(layer).map(name -> layer.folder() + "." + name))
        .sorted()
        .toList();
  }

  private Stream<String> names(Layer layer) {
    return entries(new Path(folder.path(), layer.folder()))
        .filter(FileStatus::isDirectory)
        .filter(entry -> TableState.of(session, entry.getPath().toString()).exists())
        .map(entry -> entry.getPath().getName());
  }

  @Override
  public Tended tend(String table, Keeping keeping) {
    StoredFiles files = new StoredFiles(session, folder.of(table));
    Expiry expiry = Expiry.of(keeping, files.commits(), now);
    Instant cutoff = expiry.cutoff().plus(early);
    long filesBefore = files.current();
    StoredFiles.Size before = files.size();
    StoredFiles.Size removed;
    if (mode == Mode.DRY) {
      removed = files.removable(expiry.kept(), cutoff);
    } else {
      new Retention(session, folder.of(table)).settle(expiry.kept());
      files.compact(filesBefore);
      removed = files.vacuum(expiry.kept(), cutoff);
    }
    return new Tended(
        table,
        filesBefore,
        files.current(),
        before.bytes(),
        files.size().bytes(),
        removed.files(),
        removed.bytes(),
        expiry.keptFrom(),
        expiry.kept());
  }

  @Override
  public long dropRejects(long upTo) {
    String path = folder.of(Quarantine.TABLE);
    if (!TableState.of(session, path).exists()) {
      return 0;
    }
    Column old = Quarantine.RUN_SEQ.col().leq(upTo);
    long rows = session.read().format("delta").load(path).where(old).count();
    if (rows > 0 && mode == Mode.REAL) {
      // No transaction: whoever asks for those of a step must find its own.
      SparkSession own = session.newSession();
      own.conf().set("spark.databricks.delta.commitInfo.userMetadata", "clientele maintain");
      DeltaTable.forPath(own, path).delete(old);
    }
    return rows;
  }

  @Override
  public long dropStaged(long before) {
    return entries(folder.staging())
        .filter(entry -> isBefore(before, entry.getPath().getName()))
        .mapToLong(this::drop)
        .sum();
  }

  /** A folder that no run is named by is not ours. */
  private static boolean isBefore(long seq, String folder) {
    return folder.matches("\\d{1,18}") && Long.parseLong(folder) < seq;
  }

  private long drop(FileStatus staged) {
    try {
      long bytes = files().getContentSummary(staged.getPath()).getLength();
      if (mode == Mode.REAL) {
        files().delete(staged.getPath(), true);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove staged rows in " + staged.getPath(), e);
    }
  }

  private Stream<FileStatus> entries(Path path) {
    try {
      return Arrays.stream(files().listStatus(path));
    } catch (FileNotFoundException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path, e);
    }
  }

  private FileSystem files() throws IOException {
    return folder.path().getFileSystem(session.sparkContext().hadoopConfiguration());
  }
}
