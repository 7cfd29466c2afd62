package io.clientele.lake;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/** The files of one stored table: those of its newest version, of old ones, and of changes. */
record StoredFiles(SparkSession session, String path) {

  /** Some files. */
  record Size(long files, long bytes) {
    static final Size NONE = new Size(0, 0);
  }

  private record Listed(long bytes, Instant at) {}

  /** When each version that the log still tells of was committed. */
  NavigableMap<Long, Instant> commits() {
    return CommitLog.of(path, session.sparkContext().hadoopConfiguration()).times();
  }

  /** How many files the newest version consists of. */
  long current() {
    return TableState.of(session, path).files();
  }

  Size size() {
    return sizeOf(listed());
  }

  private static Size sizeOf(Map<String, Listed> files) {
    return new Size(files.size(), files.values().stream().mapToLong(Listed::bytes).sum());
  }

  /**
   * Makes few large files of many small ones; no row changes.
   *
   * @param files how many there are: a single one needs no job to be left alone
   */
  void compact(long files) {
    if (files > 1) {
      DeltaTable.forPath(session, path).optimize().executeCompaction();
    }
  }

  /** Removes files that left the table before. */
  Size vacuum(Duration kept, Instant cutoff) {
    Map<String, Listed> before = listed();
    if (noneIsOlder(before, cutoff)) {
      return Size.NONE;
    }
    new Retention(session, path).vacuum(kept, cutoff);
    before.keySet().removeAll(listed().keySet());
    return sizeOf(before);
  }

  /** What would leave. */
  Size removable(Duration kept, Instant cutoff) {
    Map<String, Listed> all = listed();
    if (noneIsOlder(all, cutoff)) {
      return Size.NONE;
    }
    all.keySet().retainAll(new Retention(session, path).removable(kept, cutoff));
    return sizeOf(all);
  }

  /** Then there is nothing to remove; to hear so from Delta takes seconds for each table. */
  private static boolean noneIsOlder(Map<String, Listed> files, Instant cutoff) {
    return files.values().stream().allMatch(file -> file.at().isAfter(cutoff));
  }

  private Map<String, Listed> listed() {
    Path table = new Path(path);
    Map<String, Listed> listed = new TreeMap<>();
    try {
      FileSystem files = table.getFileSystem(session.sparkContext().hadoopConfiguration());
      String log = files.makeQualified(new Path(table, "_delta_log")).toUri().getPath() + "/";
      RemoteIterator<LocatedFileStatus> all = files.listFiles(table, true);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        String place = file.getPath().toUri().getPath();
        if (!place.startsWith(log)) {
          listed.put(
              place, new Listed(file.getLen(), Instant.ofEpochMilli(file.getModificationTime())));
        }
      }
      return listed;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + path, e);
    }
  }
}
