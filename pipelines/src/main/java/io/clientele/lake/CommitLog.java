package io.clientele.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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
      Optional<List<JsonNode>> actions = actions(version);
      if (actions.isEmpty()) {
        return Optional.empty();
      }
      Optional<Entry> entry =
          entry(version, actions.get()).filter(e -> e.note().step().equals(step));
      if (entry.isPresent()) {
        return entry;
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
        .mapToObj(this::actions)
        .flatMap(Optional::stream)
        .flatMap(List::stream)
        .map(action -> action.path("txn"))
        .filter(transaction -> transaction.path("appId").asText().equals(application))
        .mapToLong(transaction -> transaction.path("version").asLong())
        .findFirst();
  }

  private Path file(long version) {
    return new Path(new Path(table, "_delta_log"), "%020d.json".formatted(version));
  }

  /**
   * True where the commit and every file that tells its changes are still there: neither is, once
   * log or table have been cleaned.
   */
  boolean tellsChanges(long version) {
    return actions(version).map(this::changeFiles).filter(this::exist).isPresent();
  }

  private static Optional<Entry> entry(long version, List<JsonNode> actions) {
    return actions.stream()
        .map(action -> action.path("commitInfo"))
        .filter(info -> info.has("userMetadata"))
        .findFirst()
        .flatMap(
            info ->
                CommitNote.parse(info.path("userMetadata").asText())
                    .map(note -> new Entry(version, note, rows(info.path("operationMetrics")))));
  }

  /** Of a merge the rows it inserted or updated, without those it only copied. */
  private static long rows(JsonNode metrics) {
    return metrics.has("numTargetRowsInserted")
        ? metrics.path("numTargetRowsInserted").asLong()
            + metrics.path("numTargetRowsUpdated").asLong()
        : metrics.path("numOutputRows").asLong();
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

  private Optional<List<JsonNode>> actions(long version) {
    List<JsonNode> actions = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(files.open(file(version)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        actions.add(JSON.readTree(line));
      }
      return Optional.of(actions);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
