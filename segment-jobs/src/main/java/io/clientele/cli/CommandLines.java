package io.clientele.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clientele.problem.UserError;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The tree of commands, and what becomes of their errors. */
final class CommandLines {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);
  private static final int INPUT_ERROR = UserError.Kind.INPUT.exitCode();

  private CommandLines() {}

  static CommandLine of(Surroundings surroundings) {
    CommandLine line = Clientele.tree(surroundings);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(110);
    line.registerConverter(LocalDate.class, CommandLines::date);
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setParameterExceptionHandler((error, args) -> misused(error, surroundings));
    line.setExecutionExceptionHandler((error, command, parsed) -> failed(error, surroundings));
    return line;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "found '%s', expected a date such as 2026-11-22".formatted(text));
    }
  }

  private static int misused(ParameterException error, Surroundings surroundings) {
    String path = error.getCommandLine().getCommandSpec().qualifiedName();
    surroundings.err().println(error.getMessage() + ". See '" + path + " --help'.");
    return INPUT_ERROR;
  }

  private static int failed(Exception error, Surroundings surroundings) {
    if (Shutdown.begun()) {
      // The exit code is the signal's; what breaks while Spark stops under us is no news.
      LOG.info("stopped", error);
      return INPUT_ERROR;
    }

    Optional<UserError> told =
        Stream.iterate((Throwable) error, cause -> cause != null, Throwable::getCause)
            .filter(UserError.class::isInstance)
            .map(UserError.class::cast)
            .findFirst();
    LOG.error("failed", error);
    if (told.isPresent()) {
      surroundings.err().println(told.get().getMessage());
      return told.get().kind().exitCode();
    }

    surroundings
        .err()
        .println(
            "Internal error: %s. This is a fault of Clientele, not yours; the log has the details: %s"
                .formatted(summary(error), System.getProperty("clientele.logs", "clientele.log")));
    return 1;
  }

  /** The kind of error alone: its message may hold what people entered. */
  private static String summary(Exception error) {
    String place =
        Arrays.stream(error.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("io.clientele"))
            .findFirst()
            .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("");
    return error.getClass().getSimpleName() + place;
  }

  /** Writes one JSON document on a line of its own. */
  static void printJson(Surroundings surroundings, Object value) {
    try {
      surroundings.out().println(Json.MAPPER.writeValueAsString(value));
      surroundings.out().flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print " + value.getClass() + " as JSON", e);
    }
  }
}
