package io.clientele.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Parquet files that the newest version of a Delta table consists of, told by its log. */
final class LiveFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LiveFiles() {}

  /**
   * The files of a table that is young enough to have all its commits.
   *
   * @throws IllegalStateException where rows are marked as deleted within a file: they would count
   */
  static List<Path> of(Path table) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path commit : commits(table.resolve("_delta_log"))) {
      try (Stream<String> lines = Files.lines(commit)) {
        for (String line : (Iterable<String>) lines::iterator) {
          JsonNode action = JSON.readTree(line);
          if (action.has("remove")) {
            files.remove(table.resolve(action.path("remove").path("path").asText()));
          }
          if (action.has("add")) {
            files.add(table.resolve(path(table, action.path("add"))));
          }
        }
      }
    }
    return List.copyOf(files);
  }

  private static String path(Path table, JsonNode add) {
    if (add.hasNonNull("deletionVector")) {
      throw new IllegalStateException(
          "Cannot read files of %s: found deleted rows within a file, expected whole files."
              .formatted(table));
    }
    return add.path("path").asText();
  }

  private static List<Path> commits(Path log) throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      List<Path> commits =
          files
              .filter(file -> file.getFileName().toString().matches("\\d+\\.json"))
              .sorted()
              .toList();
      if (commits.isEmpty() || !commits.get(0).endsWith("00000000000000000000.json")) {
        throw new IllegalStateException(
            "Cannot read files of %s: found no first commit, expected all.".formatted(log));
      }
      return commits;
    }
  }
}
