package io.clientele.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Generated files as a test reads them. */
final class Shop {
  private static final String UPDATED_AT = "updated_at";

  private final Path folder;

  private Shop(Path folder) {
    this.folder = folder;
  }

  static Shop of(int customers, long seed, Path folder) {
    Generator.of(customers, seed).writeTo(folder, progress -> {});
    return new Shop(folder);
  }

  /** Text of the generated files by name, the note left out. */
  static Map<String, String> texts(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("generation.json")) {
          texts.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** Rows of a file of comma-separated values, by column. */
  List<Map<String, String>> rows(ShopFile file) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines(file)) {
      String[] cells = line.split(",", -1);
      if (cells.length != file.columns().size()) {
        throw new IllegalStateException(file.name() + ": " + line);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int at = 0; at < cells.length; at++) {
        row.put(file.columns().get(at), cells[at]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** Of each record what was last said of it, in order of first appearance. */
  List<Map<String, String>> latest(Series series) {
    Map<String, Map<String, String>> latest = new LinkedHashMap<>();
    for (ShopFile file : series.files()) {
      rows(file).forEach(row -> latest.merge(row.get(file.columns().get(0)), row, Shop::later));
    }
    return List.copyOf(latest.values());
  }

  private static Map<String, String> later(Map<String, String> one, Map<String, String> other) {
    if (one.equals(other)) {
      return one;
    }
    return updatedAt(other).isAfter(updatedAt(one)) ? other : one;
  }

  /** Only a record that says when it was updated may come in versions. */
  private static Instant updatedAt(Map<String, String> row) {
    return Instant.parse(row.get(UPDATED_AT));
  }

  /** Lines without that of column names; none where there is no such file. */
  List<String> lines(ShopFile file) {
    Path path = folder.resolve(file.name());
    try {
      List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
      return file.columns().isEmpty() || lines.isEmpty() ? lines : lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of all files of events, in order of months, each once. */
  List<String> events() {
    return Series.EVENTS.files().stream().flatMap(file -> lines(file).stream()).distinct().toList();
  }
}
