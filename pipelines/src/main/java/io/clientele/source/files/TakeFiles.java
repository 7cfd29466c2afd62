package io.clientele.source.files;

import io.clientele.problem.UserError;
import io.clientele.source.files.FileStatus.State;
import io.clientele.step.Effect;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files of a stream whose content is new, and takes out what a file brought before that
 * has another content now, or that is to be forgotten.
 *
 * @param connection all streams of the stream's connection, itself among them
 * @param input folder or file that holds the files
 * @param forgetting paths of files whose records are to leave
 * @param partBytes about what one task reads of a file that several can share
 */
record TakeFiles(
    FileStream stream,
    List<FileStream> connection,
    String input,
    Set<String> forgetting,
    long partBytes)
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
    try {
      return taken(in, run);
    } catch (Exception e) {
      // Tasks have looked into the files: what they tell is wrapped by Spark, and a user's to mend.
      Optional<UserError> unreadable = Unreadable.in(e);
      if (unreadable.isPresent()) {
        throw unreadable.get();
      }
      throw e;
    }
  }

  private Dataset<Row> taken(Inputs in, Run run) {
    Dataset<Row> own = in.own(output());
    List<Finding> findings = review(own);
    findings.forEach(this::tell);
    List<InputFile> fresh =
        findings.stream().filter(f -> f.state().takes()).map(Finding::file).toList();
    LOG.info("Stream {}: {} files to take at {}", stream.name(), fresh.size(), stream.path());
    Dataset<Row> none = in.rows(output(), List.of());
    return new Taking(this, run, findings).rows(in, fresh.isEmpty() ? none : read(own, fresh, run));
  }

  /** What is found about each file that is there or known; reads, never writes. */
  List<Finding> review(Dataset<Row> own) {
    SparkSession spark = own.sparkSession();
    Map<String, KnownFile> known = KnownFile.of(own);
    if (input.isEmpty()) {
      // Nothing can be said of what is there now.
      return Review.of(known, known.values().stream().map(KnownFile::as).toList(), forgetting);
    }
    InputRoot root = InputRoot.open(input, spark.sparkContext().hadoopConfiguration());
    List<InputFile> listed = matching(root, stream);
    if (listed.isEmpty() && known.isEmpty()) {
      requireOthers(root);
    }
    return Review.of(known, digested(spark, listed, known), forgetting);
  }

  /** Only a file that is not as it was seen before has to be read. */
  private static List<InputFile> digested(
      SparkSession spark, List<InputFile> listed, Map<String, KnownFile> known) {
    Map<Boolean, List<InputFile>> bySight =
        listed.stream().collect(Collectors.partitioningBy(file -> isSeen(file, known)));
    return Stream.concat(
            bySight.get(true).stream()
                .map(file -> file.withDigest(known.get(file.file()).as().digest())),
            Digests.of(spark, bySight.get(false)).stream())
        .toList();
  }

  private static boolean isSeen(InputFile file, Map<String, KnownFile> known) {
    return known.containsKey(file.file()) && known.get(file.file()).seen().contains(file.stamp());
  }

  private Dataset<Row> read(Dataset<Row> own, List<InputFile> fresh, Run run) {
    SparkSession spark = own.sparkSession();
    NewFiles files = open(fresh, spark.sparkContext().hadoopConfiguration());
    new Probe(stream).refuseUnreadable(files.heads(spark, Probe.RECORDS));
    return files.rows(spark, run.id());
  }

  /** A single file needs no telling name where only one stream can mean it. */
  private List<InputFile> matching(InputRoot root, FileStream wanted) {
    boolean plain = root.isFile() && connection.size() == 1;
    return root.matching(plain ? "*" : wanted.path());
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

  private void tell(Finding finding) {
    String file = finding.file().file();
    if (finding.forgets()) {
      LOG.warn("File {} is forgotten: its records leave", file);
    } else if (finding.state() == State.CHANGED) {
      LOG.warn("File {} changed since it was taken: its records take the place of those", file);
    } else if (finding.state() == State.VANISHED) {
      LOG.warn("File {} is no longer there: its records stay", file);
    } else if (finding.remembers().isPresent() && !finding.like().isEmpty()) {
      LOG.warn("File {} is not taken: it has the content of {}", file, finding.like());
    }
  }

  private NewFiles open(List<InputFile> fresh, Configuration conf) {
    return stream.layout() instanceof Layout.Parquet
        ? new ParquetFiles(stream, fresh)
        : TextFiles.open(stream, fresh, partBytes, conf);
  }
}
