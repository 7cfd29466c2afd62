package io.clientele.lake;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.delta.commands.AlterTableSetPropertiesDeltaCommand;
import org.apache.spark.sql.delta.commands.VacuumCommand;
import org.apache.spark.util.SystemClock;
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
              table(session, path),
              scala.collection.immutable.Map.from(CollectionConverters.asScala(wanted)))
          .run(session);
    }
  }

  /** Paths of the files that VACUUM would remove. */
  static Set<String> removable(SparkSession session, String path, double hours) {
    // Of a table that was not settled yet Delta would refuse to tell.
    SparkSession own = session.newSession();
    own.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    return VacuumCommand.gc(
            own,
            table(own, path),
            true,
            Option.apply(hours),
            Option.empty(),
            Option.empty(),
            Map$.MODULE$.empty(),
            new SystemClock())
        // As many as files were listed.
        .collectAsList()
        .stream()
        .map(row -> new Path(row.getString(0)).toUri().getPath())
        .collect(Collectors.toSet());
  }

  private static DeltaTableV2 table(SparkSession session, String path) {
    return DeltaTableV2.apply(session, new Path(path), Map$.MODULE$.empty(), "");
  }
}
