package io.clientele.lake;

import java.io.OutputStream;
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
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.delta.commands.AlterTableSetPropertiesDeltaCommand;
import org.apache.spark.sql.delta.commands.VacuumCommand;
import org.apache.spark.util.Clock;
import scala.Console;
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
  static final String LOG = "delta.logRetentionDuration";

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
              table(session),
              scala.collection.immutable.Map.from(CollectionConverters.asScala(wanted)))
          .run(session);
    }
  }

  /**
   * Removes files that left the table before.
   *
   * @param kept how long files stay; Delta refuses where that is shorter than what is settled
   */
  void vacuum(Duration kept, Instant cutoff) {
    vacuum(session.newSession(), kept, cutoff, false);
  }

  /** Paths of the files that would be removed. */
  Set<String> removable(Duration kept, Instant cutoff) {
    // Of a table that is not settled yet Delta would refuse to tell. Nothing is removed.
    SparkSession own = session.newSession();
    own.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    // As many as files were listed.
    return vacuum(own, kept, cutoff, true).collectAsList().stream()
        .map(row -> new Path(row.getString(0)).toUri().getPath())
        .collect(Collectors.toSet());
  }

  private Dataset<Row> vacuum(SparkSession own, Duration kept, Instant cutoff, boolean dry) {
    // Or Delta would count back from the time at which it read the log, whatever it is told.
    own.conf().set("spark.databricks.delta.vacuum.retentionWindowIgnore.enabled", "false");
    // It takes whole hours, from a clock: one that shows when the cutoff is so many hours ago.
    long hours = kept.plusHours(1).minusMillis(1).toHours();
    // Delta prints what it did; standard output is for results alone.
    return Console.withOut(
        OutputStream.nullOutputStream(),
        () ->
            VacuumCommand.gc(
                own,
                table(own),
                dry,
                Option.apply((double) hours),
                Option.empty(),
                Option.empty(),
                Map$.MODULE$.empty(),
                new Stopped(cutoff.plus(Duration.ofHours(hours)))));
  }

  private DeltaTableV2 table(SparkSession own) {
    return DeltaTableV2.apply(own, new Path(path), Map$.MODULE$.empty(), "");
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
