package io.clientele.source.files;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.sum;

import io.clientele.problem.Problems;
import io.clientele.silver.Feed;
import io.clientele.step.Balance;
import io.clientele.step.Step;
import io.clientele.table.Fate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Files as a source of records: the steps that take them, and the feeds that they become. */
public final class Files {
  /** Small enough for several tasks to share a middling file, large enough to be worth a task. */
  private static final long PART_BYTES = 32L << 20;

  /** What became of records where none were taken. */
  public static final Balance NONE_TAKEN = new Balance(false, 0, Map.of(Fate.KEPT, 0L), List.of());

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

  /**
   * Accounts for records that such a step has kept, by what was counted on reading them.
   *
   * @param added rows that came to the step's output
   */
  public static Balance balance(Dataset<Row> added) {
    Row counts =
        added
            .agg(
                coalesce(sum(FileRecords.ROWS.col()), lit(0L)),
                count_if(FileRecords.KIND.col().equalTo(FileRecords.RECORD_KIND)))
            .head();
    return new Balance(false, counts.getLong(0), Map.of(Fate.KEPT, counts.getLong(1)), List.of());
  }

  /**
   * The run that took each file whose records are in, by the file's path.
   *
   * @param taken rows of such a step's output
   */
  public static Map<String, String> takenBy(Dataset<Row> taken) {
    return KnownFile.of(taken).entrySet().stream()
        .filter(known -> known.getValue().is(KnownFile.Kind.TAKEN))
        .collect(Collectors.toMap(Map.Entry::getKey, known -> known.getValue().runId()));
  }

  /** The file of a place as it is told of a rejected record. */
  public static Column fileOf(Column place) {
    return regexp_extract(place, "^(.*) @ \\d+$", 1);
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
