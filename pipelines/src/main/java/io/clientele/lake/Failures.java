package io.clientele.lake;

import io.clientele.problem.UserError;
import io.clientele.step.Refusal;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/** Says what a failed write means, once, where it is known what was attempted. */
final class Failures {
  private Failures() {}

  static RuntimeException of(StepRun turn, Exception failure) {
    if (failure instanceof Refusal || failure instanceof IllegalStateException) {
      return (RuntimeException) failure;
    }
    return find(failure, UserError.class::isInstance)
        .map(UserError.class::cast)
        .map(RuntimeException.class::cast)
        .or(() -> unavailable(turn, failure))
        .or(() -> missingValue(turn, failure))
        .orElseGet(
            () ->
                new IllegalStateException(
                    "Cannot write %s in step %s of run %s"
                        .formatted(turn.table(), turn.step().name(), turn.run().id()),
                    failure));
  }

  private static Optional<RuntimeException> unavailable(StepRun turn, Exception failure) {
    return find(failure, Failures::isNetwork)
        .map(
            cause ->
                UserError.unavailable(
                    "Cannot write %s: the store does not answer (%s). Try again later."
                        .formatted(turn.table(), cause.getClass().getSimpleName()),
                    failure));
  }

  static boolean isNetwork(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException;
  }

  private static Optional<RuntimeException> missingValue(StepRun turn, Exception failure) {
    return find(failure, Failures::isNullRefused)
        .map(
            cause ->
                new IllegalStateException(
                    "Cannot write %s: step %s brings a row without a value for %s, which is required"
                        .formatted(
                            turn.table(),
                            turn.step().name(),
                            String.join(
                                ".", ((SparkThrowable) cause).getMessageParameters().values())),
                    failure));
  }

  private static boolean isNullRefused(Throwable cause) {
    return cause instanceof SparkThrowable spark
        && Objects.equals(spark.getCondition(), "DELTA_NOT_NULL_CONSTRAINT_VIOLATED");
  }

  static Optional<Throwable> find(Throwable failure, Predicate<Throwable> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).filter(kind).findFirst();
  }
}
