package io.clientele.lake;

import io.clientele.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What changed in one stored table from version to version, as long as it is remembered. */
record ChangeFeed(SparkSession session, Table table, String path) {
  /** What the feed says of a change: which rows are touched is all that is asked. */
  private static final String[] DESCRIPTION = {
    "_change_type", "_commit_version", "_commit_timestamp"
  };

  /** Both images of the changes in {@code (after, upTo]}; empty where some can't be told. */
  Optional<Dataset<Row>> between(long after, long upTo) {
    TableState state = TableState.of(session, path);
    if (after < 0 || after > upTo || upTo > state.version()) {
      return Optional.empty();
    }
    if (after == upTo) {
      return Optional.of(session.createDataFrame(List.of(), table.schema()));
    }

    CommitLog log = CommitLog.of(path, session.sparkContext().hadoopConfiguration());
    return LongStream.rangeClosed(after + 1, upTo).allMatch(log::tellsChanges)
        ? Optional.of(read(after + 1, upTo))
        : Optional.empty();
  }

  private Dataset<Row> read(long first, long last) {
    Dataset<Row> changes =
        session
            .read()
            .format("delta")
            .option("readChangeFeed", "true")
            .option("startingVersion", first)
            .option("endingVersion", last)
            .load(path);
    Dataset<Row> images = changes.drop(DESCRIPTION);
    return new Shape(table, images.schema()).align(images);
  }
}
