package io.clientele.lake;

import io.clientele.step.Lake;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.OptionConverters;

/**
 * The newest state of a stored table. With {@link Retention} on Delta's own classes rather than its
 * public interface, which tells neither the transactions nor, without a job, the version.
 */
record TableState(Snapshot snapshot, CommitLog log) {

  static TableState of(SparkSession session, String path) {
    return of(
        session,
        DeltaLog.forTable(session, new Path(path)).update(false, Option.empty(), Option.empty()));
  }

  /** A state that is known already. */
  static TableState of(SparkSession session, Snapshot snapshot) {
    return new TableState(
        snapshot,
        CommitLog.of(
            snapshot.deltaLog().dataPath().toString(),
            session.sparkContext().hadoopConfiguration()));
  }

  boolean exists() {
    return version() != Lake.ABSENT;
  }

  /** {@link Lake#ABSENT} where there is no table. */
  long version() {
    return snapshot.version();
  }

  /** How many files the table consists of. */
  long files() {
    return snapshot.numOfFiles();
  }

  /**
   * The rows, where Delta noted the table's files beside the newest commit: while they are few it
   * does, and a reading of these very files spares the jobs that would find them in the log. Empty
   * where it did not.
   */
  Optional<Dataset<Row>> rows() {
    return OptionConverters.toJava(snapshot.checksumOpt().flatMap(VersionChecksum::allFiles))
        .filter(files -> files.forall(file -> file.deletionVector() == null))
        .map(files -> snapshot.deltaLog().createDataFrame(snapshot, files, false, Option.empty()));
  }

  StructType schema() {
    return snapshot.schema();
  }

  /**
   * The greatest version that the application committed. Read from the log's own files while they
   * are all there: the snapshot knows too, but only after a Spark job over the whole log.
   */
  OptionalLong transaction(String application) {
    if (!exists()) {
      return OptionalLong.empty();
    }
    if (log.isWhole()) {
      return log.transaction(application, version());
    }
    Option<Object> version = snapshot.transactions().get(application);
    return version.isDefined() ? OptionalLong.of((Long) version.get()) : OptionalLong.empty();
  }
}
