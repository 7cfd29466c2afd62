package io.clientele.cli;

import io.clientele.lake.Lakes;
import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark, as this product needs it. Under spark-submit the cluster's own settings win. */
final class Engine {
  private Engine() {}

  /**
   * Starts Spark, or takes the session that this process has.
   *
   * @param home folder below which Spark keeps its scratch files
   * @throws UserError where these can't be written there
   */
  static SparkSession start(Path home) {
    SparkConf conf = new SparkConf();
    SparkSession.Builder builder = SparkSession.builder().appName("clientele");
    if (!conf.contains("spark.master")) {
      builder.master("local[*]");
      // Spark's own address; nobody but this machine shall reach it.
      builder.config("spark.driver.host", "127.0.0.1");
      builder.config("spark.driver.bindAddress", "127.0.0.1");
      builder.config("spark.local.dir", scratch(home).toString());
      builder.config("spark.ui.enabled", "false");
      builder.config("spark.sql.shuffle.partitions", localPartitions());
      // Planning anew between stages pays where many tasks wait; here it costs a third of a run.
      builder.config("spark.sql.adaptive.enabled", "false");
      builder.config("spark.sql.codegen.cache.maxEntries", "1000");
      // Every sort and every sum takes a page at once, of 64 MB where Spark decides: few fill one.
      builder.config("spark.buffer.pageSize", "4m");
      builder.config("spark.sql.ui.explainMode", "simple");
    }
    builder.config("spark.sql.warehouse.dir", home.resolve("tmp/warehouse").toUri().toString());
    Lakes.sparkSettings().forEach(builder::config);
    return builder.getOrCreate();
  }

  /** Spark itself would end the process where it cannot write, without a word of ours. */
  private static Path scratch(Path home) {
    Path scratch = home.resolve("tmp");
    try {
      Files.createDirectories(scratch);
      if (!Files.isWritable(scratch)) {
        throw new AccessDeniedException(scratch.toString());
      }
      return scratch;
    } catch (IOException e) {
      throw new UserError(
          "Cannot keep temporary files in %s: found no folder that can be written (%s). Name another home by --home."
              .formatted(scratch, e.getMessage()),
          e);
    }
  }

  /** A task a core and one more: on one machine more of them only cost their start. */
  private static int localPartitions() {
    return Runtime.getRuntime().availableProcessors() + 1;
  }
}
