package io.clientele.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of the shipped settings with a tenant "shop", changed as a test needs. */
final class Conf {
  static final Path SHIPPED = Path.of("..", "conf");

  private static final String SHOP =
      """
      tenant: {zone: Europe/Berlin, currency: EUR}
      files:
        connection: shop
        streams:
          orders:
            path: orders.csv
            layout: csv
            feeds:
              orders: {placed_at: day, net_total: total}
      """;

  private final Path conf;
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> flags = new HashMap<>();

  private Conf(Path temp) {
    this.conf = temp.resolve("conf");
    this.home = temp.resolve("home");
  }

  static Conf in(Path temp) {
    Conf conf = new Conf(temp);
    for (String folder : List.of("base", "tenants/demo", "tenants/cdnow")) {
      for (Path file : filesOf(SHIPPED.resolve(folder))) {
        conf.write(folder + "/" + file.getFileName(), text(file));
      }
    }
    return conf.write("tenants/shop/shop.yaml", SHOP);
  }

  /** Files of a folder, by name. */
  static List<Path> filesOf(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Conf write(String file, String text) {
    try {
      Files.createDirectories(path(file).getParent());
      Files.writeString(path(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file to those of the tenant "shop". */
  Conf shop(String yaml) {
    return write("tenants/shop/more.yaml", yaml);
  }

  /** Puts other streams in the place of the tenant's: what lies below streams. */
  Conf stream(String yaml) {
    return write(
        "tenants/shop/shop.yaml",
        SHOP.substring(0, SHOP.indexOf("    orders:\n")) + yaml.indent(4));
  }

  Conf variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Conf flag(String key, String value) {
    flags.put(key, value);
    return this;
  }

  Path path(String file) {
    return conf.resolve(file);
  }

  Path home() {
    return home;
  }

  Settings read() {
    return read("shop");
  }

  Settings read(String tenant) {
    return Settings.read(conf, home, tenant, environment, flags);
  }

  /** What is said instead of settings. */
  String refusal() {
    return refusal("shop");
  }

  String refusal(String tenant) {
    UserError error = catchThrowableOfType(UserError.class, () -> read(tenant));
    return error == null ? "no refusal" : error.getMessage().replace(conf.toString(), "conf");
  }
}
