package io.clientele.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder {@code shared} beside or above the checkout: real data, and programs of others. */
public final class Shared {
  private Shared() {}

  /**
   * The nearest file of this name.
   *
   * @param folder where the search begins
   * @param file below the shared folder
   */
  public static Optional<Path> near(Path folder, String file) {
    return Stream.iterate(folder.toAbsolutePath(), above -> above != null, Path::getParent)
        .map(above -> above.resolve("shared").resolve(file))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
