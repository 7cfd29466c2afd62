package io.clientele.lake;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * How the bucket of a lake is reached.
 *
 * @param endpoint address of a store that is not AWS itself
 * @param region of the bucket
 * @param pathStyle true where the store wants buckets in the path of its addresses, not in the name
 *     of the host
 * @param keys of the store; without them the machine's own, from its environment or its role
 */
public record S3Store(
    Optional<String> endpoint, Optional<String> region, boolean pathStyle, Optional<Keys> keys) {
  private static final String ANY_REGION = "us-east-1";

  /** AWS, with the keys of the machine. */
  public static final S3Store OF_MACHINE =
      new S3Store(Optional.empty(), Optional.empty(), false, Optional.empty());

  /** Both parts of a key, read where they are needed and not before. */
  public record Keys(Supplier<String> access, Supplier<String> secret) {}

  /**
   * Settles it for one bucket. In Hadoop's configuration on the driver alone, after the session has
   * begun: Spark's own settings are shown by its user interface, logged, and written to event logs.
   * Hadoop's reach the tasks with the tasks themselves.
   */
  void settle(String bucket, Configuration configuration) {
    Bucket settings = new Bucket("fs.s3a.bucket." + bucket + ".", configuration);
    endpoint.ifPresent(
        address -> {
          settings.set("endpoint", address);
          settings.set("endpoint.region", region.orElse(ANY_REGION));
        });
    region.ifPresent(name -> settings.set("endpoint.region", name));
    if (pathStyle) {
      settings.set("path.style.access", "true");
    }
    keys.ifPresent(
        pair -> {
          settings.set("access.key", pair.access().get());
          settings.set("secret.key", pair.secret().get());
          settings.set(
              "aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        });

    // A store that is down is told of within seconds: with the defaults it takes minutes.
    settings.setIfUnset("attempts.maximum", "2");
    settings.setIfUnset("retry.limit", "3");
    settings.setIfUnset("connection.establish.timeout", "5s");
    settings.setIfUnset("buffer.dir", "${java.io.tmpdir}/s3a");
  }

  private record Bucket(String prefix, Configuration configuration) {
    void set(String key, String value) {
      configuration.set(prefix + key, value);
    }

    void setIfUnset(String key, String value) {
      configuration.setIfUnset(prefix + key, value);
    }
  }
}
