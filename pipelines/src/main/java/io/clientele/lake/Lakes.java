package io.clientele.lake;

import java.util.Map;

/** Lakes as the outside world opens them. */
public final class Lakes {
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
        // 50 tasks to replay a log of a few files cost more than the files: 2 halve a small run.
        Map.entry("spark.databricks.delta.snapshotPartitions", "2"),
        // VACUUM lists with as many tasks as this; the default of 10,000 takes minutes.
        Map.entry("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4"));
  }
}
