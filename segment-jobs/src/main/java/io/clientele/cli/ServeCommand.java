package io.clientele.cli;

import io.clientele.publish.postgres.Postgres;
import io.clientele.publish.postgres.PostgresTarget;
import io.clientele.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps the embedded Postgres up, so that people and BI tools can look. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Keeps the embedded Postgres up until stopped, and says how to connect.",
    footer = {"", "Example:", "  clientele serve"})
final class ServeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HomeOptions options;
  @Mixin private OutputOption output;

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path home = options.home(surroundings);
    PostgresTarget target = Workspace.target(new Settings.Server.Embedded(), home);
    try (Postgres postgres = target.open()) {
      tell(postgres);
      // Until a signal ends the process; its shutdown hook stops the server.
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private void tell(Postgres postgres) {
    Map<String, String> addresses = addresses(postgres);
    if (output.isJson()) {
      CommandLines.printJson(surroundings, addresses);
      return;
    }

    addresses.forEach((name, address) -> surroundings.out().printf("%-14s %s%n", name, address));
    surroundings.out().flush();
    surroundings.err().println("serving; Ctrl-C stops");
  }

  private static Map<String, String> addresses(Postgres postgres) {
    String address = postgres.jdbcUrl().replaceFirst("^jdbc:", "");
    Map<String, String> addresses = new LinkedHashMap<>();
    postgres
        .passwordFile()
        .ifPresent(
            file -> {
              addresses.put(
                  "psql",
                  "PGPASSFILE='%s' psql -U %s '%s'".formatted(file, postgres.user(), address));
              addresses.put("password file", file.toString());
            });
    addresses.put("jdbc", postgres.jdbcUrl());
    addresses.put("user", postgres.user());
    addresses.put("schema", "clientele");
    return addresses;
  }
}
