package io.clientele.source.files;

import io.clientele.problem.UserError;
import io.clientele.step.Effect;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.table.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files of a stream that are new: those whose path, size and time of change no state row
 * of the bronze table tells of.
 *
 * @param connection all streams of the stream's connection, itself among them
 * @param input folder or file that holds the files
 * @param partBytes about what one task reads of a file that several can share
 */
record TakeFiles(FileStream stream, List<FileStream> connection, String input, long partBytes)
    implements Effect {
  private static final Logger LOG = LoggerFactory.getLogger(TakeFiles.class);

  @Override
  public String name() {
    return "take-file-" + stream.name();
  }

  @Override
  public Table output() {
    return FileRecords.table(stream);
  }

  @Override
  public Set<Read> reads() {
    return Set.of(new Read.Own(output()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws UserError where the input does not exist, no stream of the connection finds a file, or
   *     a new file cannot be read by the mapping
   */
  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> own = in.own(output());
    SparkSession spark = own.sparkSession();
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    InputRoot root = InputRoot.open(input, conf);
    List<InputFile> listed = matching(root, stream);
    Set<Taken> taken = taken(own);
    if (listed.isEmpty() && taken.isEmpty()) {
      requireOthers(root);
    }

    List<InputFile> fresh =
        listed.stream().filter(file -> !taken.contains(Taken.of(file))).toList();
    tell(fresh, taken);
    if (fresh.isEmpty()) {
      return in.rows(output(), List.of());
    }
    NewFiles files = open(fresh, conf);
    new Probe(stream).refuseUnreadable(files.heads(spark, Probe.RECORDS));
    return files.rows(spark, run.id());
  }

  /** A single file needs no telling name where only one stream can mean it. */
  private List<InputFile> matching(InputRoot root, FileStream wanted) {
    boolean plain = root.isFile() && connection.size() == 1;
    return root.matching(plain ? "*" : wanted.path());
  }

  private static Set<Taken> taken(Dataset<Row> own) {
    return own
        .where(FileRecords.KIND.col().equalTo(FileRecords.STATE_KIND))
        .select(FileRecords.FILE.col(), FileRecords.SIZE.col(), FileRecords.MODIFIED_AT.col())
        .distinct()
        // As long as the list of the files that were ever taken.
        .collectAsList()
        .stream()
        .map(row -> new Taken(row.getString(0), row.getLong(1), row.getInstant(2)))
        .collect(Collectors.toSet());
  }

  private record Taken(String file, long size, Instant modifiedAt) {
    static Taken of(InputFile file) {
      return new Taken(file.file(), file.size(), file.modifiedAt());
    }
  }

  /** A stream without files is no mistake as long as others of its connection have some. */
  private void requireOthers(InputRoot root) {
    if (connection.stream().allMatch(each -> matching(root, each).isEmpty())) {
      throw new UserError(
          "Cannot take files of connection %s: nothing below %s matches %s. Put the files there, or correct the paths of its streams."
              .formatted(
                  stream.connection(), input, connection.stream().map(FileStream::path).toList()));
    }
  }

  private void tell(List<InputFile> fresh, Set<Taken> taken) {
    Set<String> known = taken.stream().map(Taken::file).collect(Collectors.toSet());
    LOG.info(
        "Stream {}: {} new files at {}, {} taken before",
        stream.name(),
        fresh.size(),
        stream.path(),
        known.size());
    fresh.stream()
        .filter(file -> known.contains(file.file()))
        .forEach(
            file ->
                LOG.warn(
                    "File {} changed since it was taken: it is taken anew, its records are newer"
                        + " versions of those before",
                    file.file()));
  }

  private NewFiles open(List<InputFile> fresh, Configuration conf) {
    return stream.layout() instanceof Layout.Parquet
        ? new ParquetFiles(stream, fresh)
        : TextFiles.open(stream, fresh, partBytes, conf);
  }
}
