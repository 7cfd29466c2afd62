package io.clientele.source.files;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;

/** Says of a file that cannot be read which it is. */
final class Unreadable {
  /** Spark's words for it, in which it tells the path. */
  private static final String FAILED_READ = "FAILED_READ_FILE";

  private static final String SPARKS_PATH = "path";

  private Unreadable() {}

  static UserError of(InputFile file, IOException cause) {
    return causes(cause).anyMatch(Unreadable::isNetwork)
        ? UserError.unavailable(
            "Cannot read file %s: the store does not answer (%s). Try again later."
                .formatted(file.file(), cause.getClass().getSimpleName()),
            cause)
        : broken(file.file(), cause.getMessage(), cause);
  }

  /** What failed tasks tell of a file; empty where they failed for another reason. */
  static Optional<UserError> in(Exception failure) {
    return causes(failure)
        .filter(UserError.class::isInstance)
        .map(UserError.class::cast)
        .findFirst()
        .or(
            () ->
                causes(failure)
                    .filter(SparkThrowable.class::isInstance)
                    .map(SparkThrowable.class::cast)
                    .filter(Unreadable::isFailedRead)
                    .findFirst()
                    .map(found -> broken(path(found), reason((Exception) found), failure)));
  }

  private static UserError broken(String file, String reason, Exception cause) {
    return new UserError(
        "Cannot read file %s: %s. Check that it is whole and may be read.".formatted(file, reason),
        cause);
  }

  private static boolean isFailedRead(SparkThrowable failure) {
    return Objects.requireNonNullElse(failure.getCondition(), "").startsWith(FAILED_READ);
  }

  private static String path(SparkThrowable failure) {
    String path = failure.getMessageParameters().getOrDefault(SPARKS_PATH, "");
    return path.isEmpty() ? path : new Path(path).toUri().getPath();
  }

  /** The innermost, in one line. */
  private static String reason(Exception failure) {
    Throwable root = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  private static boolean isNetwork(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
