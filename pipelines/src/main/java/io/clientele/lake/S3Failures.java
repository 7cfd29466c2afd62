package io.clientele.lake;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.fs.s3a.UnknownStoreException;

/** Says what keeps a bucket closed. Apart from other failures: not every cluster brings S3. */
final class S3Failures {
  private S3Failures() {}

  static Optional<UserError> of(String root, IOException failure) {
    if (Failures.find(failure, UnknownStoreException.class::isInstance).isPresent()) {
      return Optional.of(
          new UserError(
              "Cannot open the lake at %s: found no such bucket. Make it, or correct lake.root."
                  .formatted(root),
              failure));
    }
    return Failures.find(failure, AccessDeniedException.class::isInstance)
        .map(
            denied ->
                new UserError(
                    "Cannot open the lake at %s: its store refused the keys, expected ones that may list, read, write and delete there. Correct lake.s3.access-key and lake.s3.secret-key, or the machine's own."
                        .formatted(root),
                    failure));
  }
}
