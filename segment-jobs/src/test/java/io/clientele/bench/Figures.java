package io.clientele.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What was measured at one size: told as it comes, then as ratios, and kept for other sizes. */
final class Figures {
  private final String size;
  private final Path folder;
  private final PrintStream out;
  private final Map<String, Measured> measured = new LinkedHashMap<>();

  /**
   * Opens them.
   *
   * @param folder where those of all sizes are kept
   */
  Figures(String size, Path folder, PrintStream out) {
    this.size = size;
    this.folder = folder;
    this.out = out;
    out.println("size " + size);
    out.println(Measured.heading());
  }

  Measured add(Measured figure) {
    measured.put(figure.name(), figure);
    out.println(figure);
    out.flush();
    return figure;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** What some of ours took together. */
  double cpuSeconds(List<String> names) {
    return names.stream().mapToDouble(name -> measured.get(name).cpuSeconds()).sum();
  }

  /** One line, below 1 where ours took less. */
  void ratio(String name, List<String> ours, double theirs) {
    say(ratio(size + "/" + name, cpuSeconds(ours), theirs));
  }

  static String ratio(String name, double ours, double theirs) {
    return String.format(
        Locale.ROOT, "ratio %s %.2f (%.1f / %.1f CPU s)", name, ours / theirs, ours, theirs);
  }

  /** Keeps the figures, and tells how they have grown from the next smaller size. */
  void keep(Optional<String> smaller) throws IOException {
    Properties all = new Properties();
    measured.forEach((name, figure) -> all.setProperty(name, "" + figure.cpuSeconds()));
    Files.createDirectories(folder);
    try (var writer = Files.newBufferedWriter(file(size))) {
      all.store(writer, "CPU seconds");
    }
    if (smaller.isPresent() && Files.exists(file(smaller.get()))) {
      Properties before = new Properties();
      try (var reader = Files.newBufferedReader(file(smaller.get()))) {
        before.load(reader);
      }
      grown(before, smaller.get()).forEach(this::say);
    }
  }

  private Stream<String> grown(Properties before, String smaller) {
    return measured.values().stream()
        .filter(figure -> before.containsKey(figure.name()))
        .map(
            figure ->
                ratio(
                    "%s/%s/%s".formatted(size, smaller, figure.name().replace(' ', '-')),
                    figure.cpuSeconds(),
                    Double.parseDouble(before.getProperty(figure.name()))));
  }

  private Path file(String of) {
    return folder.resolve("figures-" + of + ".properties");
  }
}
