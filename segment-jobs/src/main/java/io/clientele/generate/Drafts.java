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

  void append(Sheets sheets) throws IOException {
    for (Sheet sheet : sheets.all()) {
      open(sheet.file()).write(sheet.bytes());
      rows.merge(sheet.file().name(), sheet.rows(), Long::sum);
    }
  }

  /** A file to be written on; a new one begins with the names of its columns. */
  OutputStream open(ShopFile file) throws IOException {
    OutputStream out = open.get(file.name());
    if (out == null) {
      out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(file.name())), 1 << 16);
      open.put(file.name(), out);
      out.write(header(file).bytes());
    }
    return out;
  }

  private static Sheet header(ShopFile file) {
    Sheet header = new Sheet(file);
    if (!file.columns().isEmpty()) {
      header.add(Entry.csv(file.columns().toArray()));
    }
    return header;
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
