package io.clientele.settings;

import io.clientele.feature.rfm.Scoring;
import io.clientele.problem.UserError;
import io.clientele.publish.postgres.OnEmpty;
import io.clientele.silver.Quality;
import io.clientele.silver.Rates;
import io.clientele.source.files.FileStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is set for one tenant, complete and checked.
 *
 * @param lakeRoot folder or {@code s3a://} address below which every tenant's lake lies
 * @param s3 how a lake on S3 is reached
 * @param retention how long what is no longer current is kept
 * @param zone decides which day an instant belongs to
 * @param rates by which amounts are reported in the tenant's currency
 * @param quality what is expected of received records
 * @param scoring how customers are scored by recency, frequency and money
 * @param seed where chance is needed and no other seed is given
 * @param digest SHA-256 over what is set, whichever file, variable or flag said it; without the
 *     home folder, and with places of secrets instead of secrets
 */
public record Settings(
    String tenant,
    String lakeRoot,
    S3 s3,
    Retention retention,
    ZoneId zone,
    Rates rates,
    Files files,
    Quality quality,
    Scoring scoring,
    Clustering clustering,
    Postgres postgres,
    long seed,
    String digest) {

  /**
   * A store that speaks S3.
   *
   * @param endpoint its address, where it is not AWS
   * @param pathStyle whether its addresses have buckets in their path
   * @param keys other than those of the machine
   */
  public record S3(
      Optional<String> endpoint, Optional<String> region, boolean pathStyle, Optional<Keys> keys) {}

  /** Where both parts of a key are. */
  public record Keys(Secret access, Secret secret) {}

  /**
   * How long the past is kept, counted when a lake is looked after.
   *
   * @param days old versions of tables
   * @param rejectsDays rows of the quarantine
   */
  public record Retention(int days, int rejectsDays) {}

  /**
   * Files as a source.
   *
   * @param input folder that the streams' globs start from, or one file; may be given later
   */
  public record Files(Optional<String> input, List<FileStream> streams) {
    public Files {
      streams = List.copyOf(streams);
    }
  }

  /**
   * K-means.
   *
   * @param clusters how many segments to make
   * @param partitions how many parts the customers are fitted in: more use more cores, and another
   *     number finds slightly other segments
   * @param iterations how often centres are moved at most
   */
  public record Clustering(int clusters, int partitions, int iterations) {}

  /** The Postgres that segments are published to. */
  public record Postgres(Server server, OnEmpty onEmpty) {}

  /** Which Postgres it is. */
  public sealed interface Server {
    /** One of the product's own, kept in the home folder. */
    record Embedded() implements Server {}

    /** One that is there already. */
    record Existing(String url, String user, Secret password) implements Server {}
  }

  /**
   * Reads what is set for a tenant: {@code base/} and {@code tenants/<tenant>/} of the settings
   * folder, then environment variables, then flags; the later wins.
   *
   * @param home folder of everything written at run time; the lake lies there unless set otherwise
   * @param flags values by dotted key, such as {@code lake.root}
   * @throws UserError with everything that is wrong, each with its place
   */
  public static Settings read(
      Path conf,
      Path home,
      String tenant,
      Map<String, String> environment,
      Map<String, String> flags) {
    return SettingsReader.read(conf, home, tenant, environment, flags);
  }
}
