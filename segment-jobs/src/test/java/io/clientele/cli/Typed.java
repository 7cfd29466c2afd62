package io.clientele.cli;

import io.clientele.testkit.SparkExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a person types at a home folder of their own, and what they get: through the real commands.
 */
final class Typed {
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Path conf = checkout().resolve("conf");

  Typed(Path home) {
    this.home = home;
    // Commands take the session that is there; one that they made would keep its scratch files in
    // this home, and outlive it.
    SparkExtension.session();
  }

  record Answer(int code, String out, String err) {}

  Typed with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Typed conf(Path other) {
    conf = other;
    return this;
  }

  Answer run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            home.toString(),
            conf.getParent().toString(),
            Clock.systemUTC()::instant,
            () -> "run-" + UUID.randomUUID(),
            new PrintWriter(out),
            new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home.toString(), "--conf", conf.toString()));
    int code = CommandLines.of(surroundings).execute(all.toArray(String[]::new));
    surroundings.out().flush();
    return new Answer(code, out.toString(), err.toString());
  }

  /** The checkout that the tests run in: the nearest folder above that has the settings. */
  static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("conf/base"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
