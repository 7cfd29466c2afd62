package io.clientele.source.files;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Text files as rows of {@link FileRecords}.
 *
 * @param partBytes about what one task reads
 */
record TextFiles(FileStream stream, List<Part> parts, Cutter cutter, long partBytes)
    implements NewFiles {

  /**
   * Looks into the files for their headers.
   *
   * @throws UserError where one cannot be read, or its header lacks a mapped column or has it twice
   */
  static TextFiles open(
      FileStream stream, List<InputFile> files, long partBytes, Configuration conf) {
    Cutter cutter = Cutter.of(stream.layout());
    List<Part> parts = new ArrayList<>();
    for (InputFile file : files) {
      try {
        List<Part> found = Part.of(file, cutter, partBytes, conf);
        requireColumns(stream, file, found.get(0).header());
        parts.addAll(found);
      } catch (IOException e) {
        throw Unreadable.of(file, e);
      }
    }
    return new TextFiles(stream, parts, cutter, partBytes);
  }

  private static void requireColumns(FileStream stream, InputFile file, String header) {
    if (stream.layout() instanceof Layout.Csv csv && !header.isEmpty()) {
      List<String> found = Cells.names(header, csv.delimiter());
      for (String column : stream.columns()) {
        int times = Collections.frequency(found, column);
        if (times != 1) {
          String fault = times == 0 ? "no column '%s'" : "more than one column '%s'";
          throw new UserError(
              "Cannot take file %s: its header has %s, found %s. Correct the mapping of stream %s, or the file."
                  .formatted(file.file(), fault.formatted(column), found, stream.name()));
        }
      }
    }
  }

  @Override
  public Dataset<Row> rows(SparkSession spark, String runId) {
    return read(spark, parts, Long.MAX_VALUE, runId);
  }

  @Override
  public Dataset<Row> heads(SparkSession spark, long most) {
    return read(spark, parts.stream().filter(part -> part.start() == 0).toList(), most, "");
  }

  private Dataset<Row> read(SparkSession spark, List<Part> wanted, long most, String runId) {
    SerializableConfiguration conf =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    long bytes = wanted.stream().mapToLong(Part::length).sum();
    int tasks = (int) Math.min(wanted.size(), 1 + bytes / partBytes);
    return spark
        .range(0, wanted.size(), 1, tasks)
        .flatMap(
            new ReadParts(wanted, cutter, most, runId, conf),
            Encoders.row(FileRecords.table(stream).schema()));
  }
}
