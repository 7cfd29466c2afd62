package io.clientele.lake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.delta.commands.AlterTableSetPropertiesDeltaCommand;
import org.apache.spark.sql.delta.commands.VacuumCommand;
import org.apache.spark.util.Clock;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How long a stored table remembers which files left it. VACUUM goes by that memory: what is
 * forgotten counts as never having belonged to the table, and goes as soon as it is old. Like
 * {@link TableState} on Delta's own classes: its public interface sets no property of a table that
 * exists.
 */
record Retention(SparkSession session, String path) {
  static final Duration DEFAULT = Duration.ofDays(30);
  static final String FILES = "delta.deletedFileRetentionDuration";
  private static final String LOG = "delta.logRetentionDuration";

  static String text(Duration kept) {
    return "interval " + kept.toSeconds() + " seconds";
  }

  /** Without a commit where it is so already. */
  void settle(Duration kept) {
    Duration log = kept.compareTo(DEFAULT) > 0 ? kept : DEFAULT;
    Map<String, String> wanted = Map.of(FILES, text(kept), LOG, text(log));
    Map<String, String> set =
        CollectionConverters.asJava(
            TableState.of(session, path).snapshot().metadata().configuration());
    if (!set.entrySet().containsAll(wanted.entrySet())) {
      new AlterTableSetPropertiesDeltaCommand(
              table(), scala.collection.immutable.Map.from(CollectionConverters.asScala(wanted)))
          .run(session);
    }
  }

  /** Removes files that left the table before. */
  void vacuum(Instant cutoff) {
    vacuum(cutoff, false);
  }

  /** Paths of the files that would be removed. */
  Set<String> removable(Instant cutoff) {
    // As many as files were listed.
    return vacuum(cutoff, true).collectAsList().stream()
        .map(row -> new Path(row.getString(0)).toUri().getPath())
        .collect(Collectors.toSet());
  }

  private Dataset<Row> vacuum(Instant cutoff, boolean dry) {
    // Delta goes by the table's property alone, and counts back from a clock.
    long remembered =
        DeltaLog.tombstoneRetentionMillis(TableState.of(session, path).snapshot().metadata());
    return VacuumCommand.gc(
        session,
        table(),
        dry,
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Map$.MODULE$.empty(),
        new Stopped(cutoff.plusMillis(remembered)));
  }

  private DeltaTableV2 table() {
    return DeltaTableV2.apply(session, new Path(path), Map$.MODULE$.empty(), "");
  }

  /** A clock that shows one time. */
  private record Stopped(Instant at) implements Clock {
    @Override
    public long getTimeMillis() {
      return at.toEpochMilli();
    }

    @Override
    public long nanoTime() {
      return TimeUnit.MILLISECONDS.toNanos(getTimeMillis());
    }

    @Override
    public long waitTillTime(long time) {
      return time;
    }
  }
}
