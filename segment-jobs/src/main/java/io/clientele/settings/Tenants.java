package io.clientele.settings;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whose data is kept apart from whose: each tenant is a folder of settings and one of the lake. */
public final class Tenants {
  private static final String ID = "[a-z][a-z0-9_-]{0,39}";

  private Tenants() {}

  /**
   * The tenants that the settings folder knows, by name.
   *
   * @throws UserError where the folder cannot be read
   */
  public static List<String> known(Path conf) {
    Path folder = conf.resolve("tenants");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }

    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches(ID))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserError("Cannot read settings: found no readable folder " + folder, e);
    }
  }

  /**
   * The folder of a tenant's settings.
   *
   * @throws UserError where the name is none or nobody's; names the known ones
   */
  static Path folder(Path conf, String tenant) {
    if (!tenant.matches(ID)) {
      throw new UserError(
          "Invalid tenant '"
              + tenant
              + "': expected a small letter, then up to 39 small letters, digits, _ or -");
    }

    Path folder = conf.resolve("tenants").resolve(tenant);
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          "Cannot read settings of tenant '"
              + tenant
              + "': found no folder "
              + folder
              + Closest.hint(tenant, known(conf)));
    }
    return folder;
  }
}
