package io.clientele.lake;

import io.clientele.problem.UserError;
import io.clientele.step.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Lakes as the outside world opens them. */
public final class Lakes {
  private static final String TENANT = "[a-z][a-z0-9_-]{0,39}";

  private Lakes() {}

  /**
   * What a Spark session must be set to before a lake is opened over it: Delta, exact and
   * repeatable semantics, and the settings without which small commits take most of a run's time.
   */
  public static Map<String, String> sparkSettings() {
    return Map.ofEntries(
        Map.entry("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension"),
        Map.entry(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
        Map.entry("spark.sql.session.timeZone", "UTC"),
        Map.entry("spark.sql.ansi.enabled", "true"),
        Map.entry("spark.sql.datetime.java8API.enabled", "true"),
        Map.entry("spark.delta.logStore.s3a.impl", ConditionalPutLogStore.class.getName()),
        // The default is twelve bytes that sort and pack badly, and that only Spark's kin write.
        Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
        // Each task that replays a log costs a second of set-up, by default 50 times; a log of many
        // thousand files is still one task's work.
        Map.entry("spark.databricks.delta.snapshotPartitions", "1"),
        // VACUUM lists with as many tasks as this; the default of 10,000 takes minutes.
        Map.entry("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4"));
  }

  /** Opens a tenant's lake; one on S3 with the keys of the machine. */
  public static Lake open(SparkSession session, String root, String tenant) {
    return open(session, root, S3Store.OF_MACHINE, tenant);
  }

  /**
   * Opens a tenant's lake, below a folder of the tenant's own; makes the folder where there is
   * none.
   *
   * @param root a folder, or an address such as {@code s3a://bucket/prefix}
   * @param store how buckets are reached, where the root is on S3
   * @param tenant a lower-case letter, then lower-case letters, digits, {@code -} and {@code _}, 40
   *     characters at most
   * @throws UserError of kind INPUT where the tenant is named otherwise or the root can't be
   *     written, UNAVAILABLE where its store does not answer
   */
  public static Lake open(SparkSession session, String root, S3Store store, String tenant) {
    return new DeltaLake(session, folder(session, root, store, tenant));
  }

  /**
   * Opens the same lake to look after it.
   *
   * @param now what ages are counted to
   * @throws UserError as for a lake that is opened
   */
  public static Upkeep upkeep(
      SparkSession session,
      String root,
      S3Store store,
      String tenant,
      Upkeep.Mode mode,
      Instant now) {
    return new DeltaUpkeep(session, folder(session, root, store, tenant), mode, now, Duration.ZERO);
  }

  private static TenantFolder folder(
      SparkSession session, String root, S3Store store, String tenant) {
    if (!tenant.matches(TENANT)) {
      throw new UserError(
          ("Invalid tenant: '%s', expected a lower-case letter, then lower-case letters, digits, '-'"
                  + " or '_', 40 characters at most.")
              .formatted(tenant));
    }
    Configuration configuration = session.sparkContext().hadoopConfiguration();
    if (isOnS3(root)) {
      store.settle(new Path(root).toUri().getAuthority(), configuration);
    }
    try {
      return new TenantFolder(writable(root, tenant, configuration));
    } catch (IOException e) {
      throw closed(root, e);
    }
  }

  /** The tenant's folder, written to once: a run that can't write should end before it begins. */
  private static Path writable(String root, String tenant, Configuration configuration)
      throws IOException {
    Path given =
        root.contains("://") ? new Path(root) : new Path(java.nio.file.Path.of(root).toUri());
    FileSystem files = given.getFileSystem(configuration);
    Path folder = new Path(files.makeQualified(given), tenant);
    if (!files.mkdirs(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
    Path probe = new Path(folder, "_writable");
    files.create(probe, true).close();
    files.delete(probe, false);
    return folder;
  }

  private static boolean isOnS3(String root) {
    return root.startsWith("s3a://");
  }

  private static UserError closed(String root, IOException cause) {
    return (isOnS3(root) ? S3Failures.of(root, cause) : Optional.<UserError>empty())
        .orElseGet(() -> unwritable(root, cause));
  }

  private static UserError unwritable(String root, IOException cause) {
    boolean answered =
        !root.contains("://")
            || cause instanceof AccessDeniedException
            || cause instanceof FileNotFoundException
            || Failures.find(cause, Failures::isNetwork).isEmpty();
    return answered
        ? new UserError(
            "Cannot write to the lake at %s: %s. Name a place that can be written."
                .formatted(root, cause.getMessage()),
            cause)
        : UserError.unavailable(
            "Cannot reach the lake at %s: its store does not answer. Try again later."
                .formatted(root),
            cause);
  }
}
