package io.clientele.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Generated files as a test reads them. */
final class Shop {
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
    List<String> lines = texts(folder).get(file.name()).lines().toList();
    List<String> columns = List.of(lines.get(0).split(","));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells.length != columns.size()) {
        throw new IllegalStateException(file.name() + ": " + line);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int at = 0; at < cells.length; at++) {
        row.put(columns.get(at), cells[at]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** Lines of all files of events, in order of months. */
  List<String> events() {
    return texts(folder).entrySet().stream()
        .filter(file -> file.getKey().startsWith("events-"))
        .flatMap(file -> file.getValue().lines())
        .toList();
  }
}
