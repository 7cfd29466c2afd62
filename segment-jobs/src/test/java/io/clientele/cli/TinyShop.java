package io.clientele.cli;

import io.clientele.cli.Typed.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A shop of a few lines: settings and files as a test writes them, and what is typed at them. */
final class TinyShop {
  private static final String SETTINGS =
      """
      tenant: {zone: UTC, currency: EUR}
      files:
        connection: shop
        streams:
      """;

  private final Path folder;

  TinyShop(Path folder) {
    this.folder = folder;
    try (Stream<Path> base = Files.list(Typed.checkout().resolve("conf/base"))) {
      for (Path file : base.toList()) {
        write("conf/base/" + file.getFileName(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path home() {
    return folder.resolve("home");
  }

  /** A tenant with one stream, of orders; with settings beside. */
  TinyShop tenant(String name, String... more) {
    streams(name, stream("orders", "orders*.csv", "csv"));
    write("conf/tenants/" + name + "/more.yaml", String.join("\n", more));
    return this;
  }

  /** A tenant with these streams. */
  TinyShop streams(String tenant, String... streams) {
    write("conf/tenants/" + tenant + "/shop.yaml", SETTINGS + String.join("", streams));
    return this;
  }

  /** A stream of orders in files of this layout. */
  static String stream(String name, String path, String layout) {
    return """
            %s:
              path: "%s"
              layout: %s
              feeds:
                orders: {source_id: id, customer_source_id: customer, placed_at: day, net_total: total}
        """
        .formatted(name, path, layout);
  }

  /** A file of orders, in a folder of files: their lines without the header. */
  Path orders(String input, String file, String... lines) {
    String header = "id,customer,day,total\n";
    return write(input + "/" + file, header + String.join("\n", lines)).getParent();
  }

  Path write(String file, String text) {
    Path path = folder.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer type(String command, String... words) {
    return type(Map.of(), home(), command, words);
  }

  Answer type(Map<String, String> environment, Path home, String command, String... words) {
    Typed typed = new Typed(home).conf(folder.resolve("conf"));
    environment.forEach(typed::with);
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of(words));
    return typed.run(all.toArray(String[]::new));
  }

  /** Every file of the lake but the ledger's, which remembers runs that came to nothing too. */
  Set<String> lake() {
    Path lake = home().resolve("lake");
    if (!Files.exists(lake)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.walk(lake)) {
      return all.filter(Files::isRegularFile)
          .map(file -> lake.relativize(file).toString())
          .filter(file -> !file.contains("/ops/") && !file.startsWith("_locks/"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folders of rows that were being judged when a run ended. */
  List<Path> leftOver() {
    try (Stream<Path> all = Files.walk(home())) {
      return all.filter(path -> path.endsWith("_staging"))
          .filter(staging -> staging.toFile().list().length > 0)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
