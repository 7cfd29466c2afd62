package io.clientele.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A table's commits, read from the files of its open log format: asking Delta for them costs a
 * Spark job each time.
 */
final class CommitLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path table;
  private final FileSystem files;

  /** A commit of one of our steps. */
  record Entry(long version, CommitNote note, long rows) {}

  /**
   * What became of rows with a commit.
   *
   * @param any true where rows came, changed or left
   * @param removes true where rows changed or left
   * @param rows how many came, changed and left; empty where the commit does not tell
   */
  record Change(boolean any, boolean removes, OptionalLong rows) {}

  private CommitLog(Path table, FileSystem files) {
    this.table = table;
    this.files = files;
  }

  static CommitLog of(String path, Configuration configuration) {
    Path table = new Path(path);
    try {
      return new CommitLog(table, table.getFileSystem(configuration));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The step's newest commit at or before the version, as far back as the log is kept. */
  Optional<Entry> last(String step, long newest) {
    for (long version = newest; version >= 0; version--) {
      long at = version;
      Optional<Optional<Entry>> entry = read(at, actions -> entry(at, actions));
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      if (entry.get().filter(found -> found.note().step().equals(step)).isPresent()) {
        return entry.get();
      }
    }
    return Optional.empty();
  }

  /** True where no commit since the table's first has been cleaned away. */
  boolean isWhole() {
    try {
      return files.exists(file(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest transaction of the application at or before the version, in a whole log. */
  OptionalLong transaction(String application, long newest) {
    return LongStream.iterate(newest, version -> version >= 0, version -> version - 1)
        .mapToObj(version -> read(version, actions -> transaction(application, actions)))
        .map(Optional::orElseThrow)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElseGet(OptionalLong::empty);
  }

  private static OptionalLong transaction(String application, Stream<JsonNode> actions) {
    return actions
        .map(action -> action.path("txn"))
        .filter(transaction -> transaction.path("appId").asText().equals(application))
        .mapToLong(transaction -> transaction.path("version").asLong())
        .findFirst();
  }

  /** When each version was committed, as far back as the log is kept. */
  NavigableMap<Long, Instant> times() {
    NavigableMap<Long, Instant> times = new TreeMap<>();
    try {
      for (FileStatus commit : files.listStatus(log(), CommitLog::isCommit)) {
        long version = Long.parseLong(commit.getPath().getName().substring(0, 20));
        times.put(version, Instant.ofEpochMilli(commit.getModificationTime()));
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCommit(Path file) {
    return file.getName().matches("\\d{20}\\.json");
  }

  private Path file(long version) {
    return new Path(log(), "%020d.json".formatted(version));
  }

  private Path log() {
    return new Path(table, "_delta_log");
  }

  /**
   * What the commit did to rows; empty where it, or a file that tells its changes, is no longer
   * there: neither is, once log or table have been cleaned.
   */
  Optional<Change> change(long version) {
    return read(version, Stream::toList)
        .filter(actions -> exist(changeFiles(actions)))
        .map(CommitLog::change);
  }

  private static Change change(List<JsonNode> actions) {
    boolean removes =
        actions.stream().anyMatch(action -> action.has("cdc") || removesFiles(action));
    boolean adds = actions.stream().anyMatch(action -> changesData(action.path("add")));
    boolean any = removes || adds;
    // A transaction alone tells no figures.
    return new Change(any, removes, any ? changedRows(actions) : OptionalLong.of(0));
  }

  private static OptionalLong changedRows(List<JsonNode> actions) {
    JsonNode metrics =
        actions.stream()
            .map(action -> action.path("commitInfo").path("operationMetrics"))
            .filter(JsonNode::isObject)
            .findFirst()
            .orElseGet(MissingNode::getInstance);
    if (metrics.has("numTargetRowsInserted")) {
      return OptionalLong.of(rows(metrics) + metrics.path("numTargetRowsDeleted").asLong());
    }
    return metrics.has("numOutputRows") && actions.stream().noneMatch(CommitLog::removesFiles)
        ? OptionalLong.of(rows(metrics))
        : OptionalLong.empty();
  }

  private static boolean removesFiles(JsonNode action) {
    return changesData(action.path("remove"));
  }

  private static Optional<Entry> entry(long version, Stream<JsonNode> actions) {
    return actions
        .map(action -> action.path("commitInfo"))
        .filter(info -> info.has("userMetadata"))
        .findFirst()
        .flatMap(
            info ->
                CommitNote.parse(info.path("userMetadata").asText())
                    .map(note -> new Entry(version, note, rows(info.path("operationMetrics")))));
  }

  /** Rows that came or changed, without those that were only copied from file to file. */
  private static long rows(JsonNode metrics) {
    return metrics.has("numTargetRowsInserted")
        ? metrics.path("numTargetRowsInserted").asLong()
            + metrics.path("numTargetRowsUpdated").asLong()
        : metrics.path("numOutputRows").asLong() - metrics.path("numCopiedRows").asLong();
  }

  /** Change files where the commit has any; else its changes are the files it added and removed. */
  private List<Path> changeFiles(List<JsonNode> actions) {
    List<Path> told = files(actions, "cdc").toList();
    return told.isEmpty()
        ? Stream.concat(files(actions, "add"), files(actions, "remove")).toList()
        : told;
  }

  private Stream<Path> files(List<JsonNode> actions, String kind) {
    return actions.stream()
        .map(action -> action.path(kind))
        .filter(file -> !file.isMissingNode() && (kind.equals("cdc") || changesData(file)))
        .map(file -> new Path(table, URI.create(file.path("path").asText()).getPath()));
  }

  private static boolean changesData(JsonNode file) {
    return file.path("dataChange").asBoolean();
  }

  private boolean exist(List<Path> paths) {
    try {
      for (Path path : paths) {
        if (!files.exists(path)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the commit's actions, read as far as they are asked for, come to; empty without one. */
  private <T> Optional<T> read(long version, Function<Stream<JsonNode>, T> reading) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(files.open(file(version)), StandardCharsets.UTF_8))) {
      return Optional.of(reading.apply(lines.lines().map(CommitLog::action)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode action(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
