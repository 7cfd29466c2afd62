package io.clientele.settings;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a secret is, never the secret itself: {@code env:NAME} or {@code file:PATH}. Whoever uses
 * it reveals it at that moment and keeps it nowhere.
 */
public final class Secret {
  private static final String ENV = "env:";
  private static final String FILE = "file:";

  static final Secret NOWHERE = new Secret("env:NOWHERE", Map.of());

  private final String reference;
  private final Map<String, String> environment;

  private Secret(String reference, Map<String, String> environment) {
    this.reference = reference;
    this.environment = environment;
  }

  /**
   * The secret that a reference leads to.
   *
   * @param environment variables that {@code env:} references name
   * @throws IllegalArgumentException where the text is not a reference; its message does not hold
   *     the text, which may be the secret
   */
  public static Secret at(String reference, Map<String, String> environment) {
    if (!reference.matches("(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)")) {
      throw new IllegalArgumentException("Invalid secret: not a reference");
    }
    return new Secret(reference, environment);
  }

  /**
   * The secret itself; of a file, without the line break at its end.
   *
   * @throws UserError where the variable is not set or the file cannot be read
   */
  public String reveal() {
    String secret =
        reference.startsWith(ENV)
            ? environment.getOrDefault(reference.substring(ENV.length()), "")
            : contents(reference.substring(FILE.length()));
    if (secret.isEmpty()) {
      throw new UserError(
          "Cannot read secret " + reference + ": found nothing there, expected the secret");
    }
    return secret;
  }

  private String contents(String file) {
    try {
      return Files.readString(Path.of(file)).replaceFirst("\\R$", "");
    } catch (IOException | InvalidPathException e) {
      throw new UserError(
          "Cannot read secret " + reference + ": found no readable text file there", e);
    }
  }

  /** The reference. */
  @Override
  public String toString() {
    return reference;
  }
}
