package io.clientele.cli;

import io.clientele.generate.Generation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job on a made-up shop and embedded stores: nothing to set, nothing to install. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Makes a shop up and runs everything on it: from raw files to segments in Postgres.",
    footer = {"", "Examples:", "  clientele demo", "  clientele demo --customers 2000"})
final class DemoCommand implements Callable<Integer> {
  private static final String TENANT = "demo";

  private final Surroundings surroundings;

  @Mixin private WorldOptions world;
  @Mixin private OutputOption output;
  @Mixin private HomeOptions options;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path home = options.home(surroundings);
    Path files = home.resolve("demo");
    Generation generation = world.generate(files, surroundings.err());
    List<String> typed =
        List.of(
            "run",
            "--tenant",
            TENANT,
            "--input",
            files.toString(),
            "--as-of",
            generation.asOf().toString());
    surroundings.err().println("clientele " + String.join(" ", typed));
    List<String> more =
        List.of(
            "--home",
            home.toString(),
            "--conf",
            options.conf(surroundings).toString(),
            "--output",
            output.isJson() ? "json" : "table");
    int code =
        CommandLines.of(surroundings)
            .execute(Stream.concat(typed.stream(), more.stream()).toArray(String[]::new));
    if (code == 0) {
      surroundings
          .err()
          .println(
              "look around: clientele segments show --tenant demo rfm Champions; clientele serve");
    }
    return code;
  }
}
