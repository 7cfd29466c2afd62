package io.clientele.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A step's rows, written once to a folder of its run, so that they are counted, judged and split
 * without being computed again. Closing takes them away.
 */
final class Staging implements AutoCloseable {
  private final SparkSession session;
  private final Path folder;
  private final Batch batch;
  private final StructType schema;
  private final Measures measures;

  private Staging(SparkSession session, Path folder, Batch batch, StructType schema) {
    this.session = session;
    this.folder = folder;
    this.batch = batch;
    this.schema = schema;
    this.measures = batch.measures();
  }

  static Staging of(SparkSession session, Path folder, Batch batch, Dataset<Row> rows) {
    Staging staging = new Staging(session, folder, batch, rows.schema());
    staging.measures.take(
        rows, each -> each.write().mode("overwrite").parquet(folder.toString()), staging::rows);
    return staging;
  }

  Findings findings() {
    return batch.findings(measures, rows());
  }

  /** All that the step brought. */
  Dataset<Row> rows() {
    return rows(session);
  }

  private Dataset<Row> rows(SparkSession reader) {
    return reader.read().schema(schema).parquet(folder.toString());
  }

  Dataset<Row> accepted() {
    return accepted(session);
  }

  /** The rows for the table, as the given session reads them; those that leave it included. */
  Dataset<Row> accepted(SparkSession reader) {
    return batch.accepted(rows(reader));
  }

  /** The rows that are the whole table, or the whole scope. */
  Dataset<Row> present() {
    return batch.present(rows());
  }

  @Override
  public void close() {
    try {
      FileSystem files = folder.getFileSystem(session.sparkContext().hadoopConfiguration());
      files.delete(folder, true);
      Path run = folder.getParent();
      if (files.exists(run) && files.listStatus(run).length == 0) {
        files.delete(run, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove staged rows in " + folder, e);
    }
  }
}
