package io.clientele.source.files;

import io.clientele.problem.Problems;
import io.clientele.silver.Feed;
import io.clientele.step.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Files as a source of records: the steps that take them, and the feeds that they become. */
public final class Files {
  /** Small enough for several tasks to share a middling file, large enough to be worth a task. */
  private static final long PART_BYTES = 32L << 20;

  private Files() {}

  /**
   * A step for each stream, which takes the files that are new or changed.
   *
   * @param input folder or single file, local or in an object store
   * @param forgetting paths below the input of files whose records are to leave
   * @throws io.clientele.problem.UserError where a stream's layout and mappings do not fit together
   */
  public static List<Step> steps(List<FileStream> streams, String input, Set<String> forgetting) {
    Problems problems = Problems.in("file streams");
    streams.forEach(stream -> inspect(stream, problems));
    problems.throwIfAny();
    return streams.stream()
        .<Step>map(
            stream ->
                new TakeFiles(stream, siblings(stream, streams), input, forgetting, PART_BYTES))
        .toList();
  }

  /**
   * What is known of each file that such a step meets, by path, and so what it would do; without an
   * input, of those that were taken.
   *
   * @param taken rows of the step's output
   */
  public static List<FileStatus> status(Step step, Dataset<Row> taken) {
    if (!(step instanceof TakeFiles take)) {
      throw new IllegalArgumentException("Cannot tell files of step " + step.name());
    }
    return take.review(taken).stream().map(finding -> finding.status(take.stream())).toList();
  }

  /** What the streams' records give to the canonical tables. */
  public static List<Feed> feeds(List<FileStream> streams) {
    return streams.stream().flatMap(stream -> feeds(stream).stream()).toList();
  }

  static List<Feed> feeds(FileStream stream) {
    return stream.feeds().entrySet().stream()
        .map(entry -> new Drafts(stream, entry.getValue()).feed(entry.getKey()))
        .sorted(Comparator.comparing(feed -> feed.to().id()))
        .toList();
  }

  private static List<FileStream> siblings(FileStream stream, List<FileStream> streams) {
    return streams.stream()
        .filter(other -> other.connection().equals(stream.connection()))
        .toList();
  }

  private static void inspect(FileStream stream, Problems problems) {
    if (stream.layout() instanceof Layout.Lines lines) {
      List<String> lacking =
          stream.columns().stream()
              .filter(column -> !lines.pattern().pattern().contains("(?<" + column + ">"))
              .toList();
      problems.require(
          lacking.isEmpty(),
          "stream %s: no groups %s in the pattern of its lines, expected one for each mapped column",
          stream.name(),
          lacking);
    }
  }
}
