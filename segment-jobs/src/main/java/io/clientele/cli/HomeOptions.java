package io.clientele.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the product keeps its files and finds its settings; common to all commands. */
final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description =
          "Folder of everything written at run time: lake, embedded stores, logs, temporary files."
              + " Default: CLIENTELE_HOME, else ~/.clientele.")
  private Path home;

  @Option(
      names = "--conf",
      paramLabel = "FOLDER",
      description = "Settings folder. Default: conf/ of the checkout.")
  private Path conf;

  Path home(Surroundings surroundings) {
    return Optional.ofNullable(home)
        .or(
            () ->
                Optional.ofNullable(surroundings.environment().get("CLIENTELE_HOME")).map(Path::of))
        .orElseGet(() -> Path.of(surroundings.userHome(), ".clientele"))
        .toAbsolutePath()
        .normalize();
  }

  Path conf(Surroundings surroundings) {
    return Optional.ofNullable(conf)
        .orElseGet(() -> Path.of(surroundings.checkout(), "conf"))
        .toAbsolutePath()
        .normalize();
  }
}
