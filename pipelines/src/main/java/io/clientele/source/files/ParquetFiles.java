package io.clientele.source.files;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.clientele.problem.UserError;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/** Parquet files as rows of {@link FileRecords}. */
record ParquetFiles(FileStream stream, List<InputFile> files) implements NewFiles {
  private static final Field PATH = Field.required("_path", Types.TEXT, "Path as Spark tells it.");

  /** Without these, a time loses what it has beyond milliseconds. */
  private static final Map<String, String> EXACT_TIMES =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  @Override
  public Dataset<Row> rows(SparkSession spark, String runId) {
    Dataset<Row> records = records(spark, runId);
    Dataset<Row> counted =
        records.groupBy(FileRecords.FILE.col()).agg(FileRecords.ROWS.from(count(lit(1))));
    Dataset<Row> states =
        listed(spark)
            .join(counted, new String[] {FileRecords.FILE.name()}, "left")
            .select(
                FileRecords.KIND.from(lit(FileRecords.STATE_KIND)),
                FileRecords.FILE.col(),
                FileRecords.SIZE.col(),
                FileRecords.MODIFIED_AT.col(),
                FileRecords.OFFSET.from(lit(0)),
                FileRecords.HEADER.absent(),
                FileRecords.RECORD.absent(),
                FileRecords.ROWS.from(coalesce(FileRecords.ROWS.col(), lit(0))),
                FileRecords.RUN_ID.from(lit(runId)),
                FileRecords.DIGEST.col());
    return records.union(states);
  }

  @Override
  public Dataset<Row> heads(SparkSession spark, long most) {
    return records(spark, "").where(FileRecords.OFFSET.col().lt(most));
  }

  private Dataset<Row> records(SparkSession spark, String runId) {
    Dataset<Row> read = read(spark);
    Column meta = read.metadataColumn("_metadata");
    return read.select(
            PATH.from(meta.getField("file_path")),
            FileRecords.OFFSET.from(meta.getField("row_index")),
            FileRecords.RECORD.from(to_json(struct(read.col("*")), EXACT_TIMES)))
        .join(broadcast(listed(spark)), new String[] {PATH.name()})
        .select(
            FileRecords.KIND.from(lit(FileRecords.RECORD_KIND)),
            FileRecords.FILE.col(),
            FileRecords.SIZE.col(),
            FileRecords.MODIFIED_AT.col(),
            FileRecords.OFFSET.col(),
            FileRecords.HEADER.absent(),
            FileRecords.RECORD.col(),
            FileRecords.ROWS.absent(),
            FileRecords.RUN_ID.from(lit(runId)),
            FileRecords.DIGEST.absent());
  }

  private Dataset<Row> read(SparkSession spark) {
    String[] paths = files.stream().map(file -> literal(file.path())).toArray(String[]::new);
    try {
      return requireColumns(spark.read().option("mergeSchema", "true").parquet(paths));
    } catch (Exception e) {
      // Scala code throws SparkException unannounced, so that javac would not let it be caught.
      if (e instanceof SparkException && Unreadable.in(e).isEmpty()) {
        throw new UserError(
            "Cannot take files of stream %s: %s. Check that all are whole and have columns of the same types."
                .formatted(stream.name(), firstLine(e)),
            e);
      }
      throw e;
    }
  }

  private Dataset<Row> requireColumns(Dataset<Row> read) {
    List<String> found = List.of(read.columns());
    List<String> lacking = stream.columns().stream().filter(c -> !found.contains(c)).toList();
    if (!lacking.isEmpty()) {
      throw new UserError(
          "Cannot take files of stream %s: none has columns %s, found %s. Correct the mapping of the stream, or the files."
              .formatted(stream.name(), lacking, found));
    }
    return read;
  }

  private static String firstLine(Exception e) {
    return e.getMessage().lines().findFirst().orElse("");
  }

  /** Spark takes a path for a glob. */
  private static String literal(String path) {
    return path.replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1");
  }

  private Dataset<Row> listed(SparkSession spark) {
    List<Row> rows =
        files.stream()
            .map(
                file ->
                    RowFactory.create(
                        new Path(file.path()).toUri().toString(),
                        file.file(),
                        file.size(),
                        file.modifiedAt(),
                        file.digest()))
            .toList();
    List<StructField> fields =
        Stream.of(
                PATH,
                FileRecords.FILE,
                FileRecords.SIZE,
                FileRecords.MODIFIED_AT,
                FileRecords.DIGEST)
            .map(field -> new StructField(field.name(), field.type(), false, Metadata.empty()))
            .toList();
    return spark.createDataFrame(rows, DataTypes.createStructType(fields));
  }
}
