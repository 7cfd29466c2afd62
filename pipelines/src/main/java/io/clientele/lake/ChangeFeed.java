package io.clientele.lake;

import io.clientele.step.Changes;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What changed in one stored table from version to version, as long as it is remembered. */
record ChangeFeed(SparkSession session, Table table, String path) {
  private static final Field TYPE =
      Field.required("_change_type", Types.TEXT, "What became of the row, in Delta's words.");

  /** Rows whose keys, of some hundred bytes each, are looked up in memory. */
  private static final long FEW = 1_000_000;

  private static final Object[] ADDED = {"insert", "update_postimage"};
  private static final Object[] REMOVED = {"delete", "update_preimage"};

  /** The changes in {@code (after, upTo]}; empty where some can't be told. */
  Optional<Changes> between(long after, long upTo) {
    TableState state = TableState.of(session, path);
    if (after < 0 || after > upTo || upTo > state.version()) {
      return Optional.empty();
    }
    CommitLog log = CommitLog.of(path, session.sparkContext().hadoopConfiguration());
    List<CommitLog.Change> commits =
        LongStream.rangeClosed(after + 1, upTo)
            .mapToObj(log::change)
            .takeWhile(Optional::isPresent)
            .map(Optional::orElseThrow)
            .toList();
    if (commits.size() < upTo - after) {
      return Optional.empty();
    }
    // Most commits of a run without news are transactions alone: to plan a reading of each, for
    // each step that follows the table, costs more than all else that such a run does.
    return Optional.of(
        commits.stream().anyMatch(CommitLog.Change::any) ? changes(commits, after, upTo) : none());
  }

  private Changes none() {
    return new Changes(session.createDataFrame(List.of(), table.schema()), Optional.empty(), true);
  }

  private Changes changes(List<CommitLog.Change> commits, long after, long upTo) {
    Dataset<Row> feed =
        session
            .read()
            .format("delta")
            .option("readChangeFeed", "true")
            .option("startingVersion", after + 1)
            .option("endingVersion", upTo)
            .load(path);
    boolean removes = commits.stream().anyMatch(CommitLog.Change::removes);
    return new Changes(
        images(feed, ADDED),
        removes ? Optional.of(images(feed, REMOVED)) : Optional.empty(),
        areFew(commits));
  }

  private static boolean areFew(List<CommitLog.Change> commits) {
    List<OptionalLong> rows = commits.stream().map(CommitLog.Change::rows).toList();
    return rows.stream().allMatch(OptionalLong::isPresent)
        && rows.stream().mapToLong(OptionalLong::getAsLong).sum() <= FEW;
  }

  private Dataset<Row> images(Dataset<Row> feed, Object[] types) {
    Dataset<Row> images =
        feed.where(TYPE.col().isin(types))
            .drop(TYPE.name(), "_commit_version", "_commit_timestamp");
    return new Shape(table, images.schema()).align(images);
  }
}
