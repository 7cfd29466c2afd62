package io.clientele.settings;

import io.clientele.problem.Problems;
import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings folder: what holds for all tenants, and each tenant's own above it. */
final class SettingsFolder {
  private SettingsFolder() {}

  /**
   * The keys of all tenants with a tenant's own in their place.
   *
   * @throws UserError where a folder is not there, or with all files that are no YAML
   */
  static Node.Branch read(Path conf, String tenant, Problems problems) {
    Path base = conf.resolve("base");
    if (!Files.isDirectory(base)) {
      throw new UserError(
          "Cannot read settings: found no folder "
              + base
              + ", expected the settings of all tenants. Point --conf at the folder that holds base"
              + " and tenants.");
    }

    Path own = Tenants.folder(conf, tenant);
    Optional<Node.Branch> below = folder(base, problems);
    Optional<Node.Branch> above = folder(own, problems);
    if (below.isEmpty() || above.isEmpty()) {
      problems.throwIfAny();
    }
    return below.orElseThrow().under(above.orElseThrow());
  }

  /** All files of a folder side by side; empty where one of them cannot be read. */
  private static Optional<Node.Branch> folder(Path folder, Problems problems) {
    List<Optional<Node.Branch>> files =
        files(folder, problems).stream().map(file -> YamlFile.read(file, problems)).toList();
    if (files.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }

    Node.Branch all = new Node.Branch(Map.of(), folder.toString());
    for (Optional<Node.Branch> file : files) {
      all = all.beside(file.orElseThrow(), "", problems);
    }
    return Optional.of(all);
  }

  private static List<Path> files(Path folder, Problems problems) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = entries.sorted().toList();
      all.stream()
          .filter(file -> file.toString().endsWith(".yml"))
          .forEach(file -> problems.add("%s: found the ending .yml, expected .yaml", file));
      return all.stream().filter(file -> file.toString().endsWith(".yaml")).toList();
    } catch (IOException e) {
      throw new UserError("Cannot read settings: found no readable folder " + folder, e);
    }
  }
}
