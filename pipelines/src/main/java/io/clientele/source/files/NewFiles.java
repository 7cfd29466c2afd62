package io.clientele.source.files;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Files of one stream that no run has taken yet, as rows of {@link FileRecords}. */
interface NewFiles {
  /** Every record, and the state rows that say that the files were taken. */
  Dataset<Row> rows(SparkSession spark, String runId);

  /** The first records of each file, at most so many. */
  Dataset<Row> heads(SparkSession spark, long most);
}
