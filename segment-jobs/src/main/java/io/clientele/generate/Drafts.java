package io.clientele.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files in the making, in a folder of their own; whatever is left there on closing is removed. */
final class Drafts implements AutoCloseable {
  private final Path folder;
  private final Map<String, OutputStream> open = new TreeMap<>();
  private final Map<String, Long> rows = new TreeMap<>();

  /** Begins with an empty folder, even where one was left behind. */
  Drafts(Path folder) throws IOException {
    this.folder = folder;
    remove();
    Files.createDirectories(folder);
  }

  /** Begins a file with its line of column names. */
  void open(ShopFile file) throws IOException {
    Sheet header = new Sheet();
    header.csv(file.columns().toArray());
    file(file.name()).write(header.bytes());
  }

  void append(Sheets sheets) throws IOException {
    for (Map.Entry<String, Sheet> each : sheets.byFile().entrySet()) {
      file(each.getKey()).write(each.getValue().bytes());
      rows.merge(each.getKey(), each.getValue().rows(), Long::sum);
    }
  }

  private OutputStream file(String name) throws IOException {
    OutputStream out = open.get(name);
    if (out == null) {
      out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16);
      open.put(name, out);
    }
    return out;
  }

  /** Finishes all files. */
  List<Generation.Written> written() throws IOException {
    finish();
    List<Generation.Written> files = new ArrayList<>();
    for (String name : open.keySet()) {
      long bytes = Files.size(folder.resolve(name));
      files.add(new Generation.Written(name, rows.getOrDefault(name, 0L), bytes));
    }
    return files;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  private void finish() throws IOException {
    for (OutputStream out : open.values()) {
      out.close();
    }
  }

  @Override
  public void close() throws IOException {
    finish();
    remove();
  }

  private void remove() throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
