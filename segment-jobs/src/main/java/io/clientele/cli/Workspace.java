package io.clientele.cli;

import io.clientele.job.Asked;
import io.clientele.job.JobGraph;
import io.clientele.job.Jobs;
import io.clientele.job.TenantLock;
import io.clientele.lake.Lakes;
import io.clientele.lake.S3Store;
import io.clientele.lake.Upkeep;
import io.clientele.publish.postgres.PostgresTarget;
import io.clientele.settings.Settings;
import io.clientele.settings.Settings.Server;
import io.clientele.step.Lake;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One tenant's part of the product, put together.
 *
 * @param home folder of everything written at run time
 */
record Workspace(Path home, Settings settings, PostgresTarget postgres, JobGraph jobs) {

  /**
   * Reads the settings and puts the jobs together, without starting an engine.
   *
   * @param more settings by key, above those of the options
   */
  static Workspace of(TenantOptions options, Surroundings surroundings, Map<String, String> more) {
    return of(options, surroundings, more, Asked.NOTHING);
  }

  /** The same for a run that is to do more than every run does. */
  static Workspace of(
      TenantOptions options, Surroundings surroundings, Map<String, String> more, Asked asked) {
    Path home = options.home().home(surroundings);
    Map<String, String> flags = new HashMap<>(options.flags());
    flags.putAll(more);
    Settings settings =
        Settings.read(
            options.home().conf(surroundings),
            home,
            options.tenant(),
            surroundings.environment(),
            flags);
    PostgresTarget postgres = target(settings.postgres().server(), home);
    return new Workspace(home, settings, postgres, Jobs.of(settings, postgres, asked));
  }

  static PostgresTarget target(Server server, Path home) {
    return server instanceof Server.Existing existing
        ? new PostgresTarget.Server(existing.url(), existing.user(), existing.password()::reveal)
        : new PostgresTarget.Embedded(home.resolve("postgres"), PostgresTarget.Embedded.ANY_PORT);
  }

  Lake lake() {
    return Lakes.open(
        Engine.start(home), settings.lakeRoot(), store(settings.s3()), settings.tenant());
  }

  Upkeep upkeep(Upkeep.Mode mode, Instant now) {
    return Lakes.upkeep(
        Engine.start(home),
        settings.lakeRoot(),
        store(settings.s3()),
        settings.tenant(),
        mode,
        now);
  }

  /** Takes the tenant's lock, in words that tell others what for. */
  TenantLock lock(String work, Instant now) {
    return TenantLock.take(locks(), settings.tenant(), work, now);
  }

  /** Where the lock lies: with the lake where that is a folder, so that other homes see it too. */
  private Path locks() {
    String root = settings.lakeRoot();
    return root.contains("://") ? home.resolve("locks") : Path.of(root).resolve("_locks");
  }

  private static S3Store store(Settings.S3 s3) {
    return new S3Store(
        s3.endpoint(),
        s3.region(),
        s3.pathStyle(),
        s3.keys().map(keys -> new S3Store.Keys(keys.access()::reveal, keys.secret()::reveal)));
  }
}
