package io.clientele.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what is wrong with one subject and says it all at once. */
public final class Problems {
  private final String subject;
  private final List<String> found = new ArrayList<>();

  private Problems(String subject) {
    this.subject = subject;
  }

  public static Problems in(String subject) {
    return new Problems(subject);
  }

  /** Notes the message unless the condition holds. */
  public Problems require(boolean holds, String message, Object... args) {
    return holds ? this : add(message, args);
  }

  public Problems add(String message, Object... args) {
    found.add(String.format(Locale.ROOT, message, args));
    return this;
  }

  public boolean none() {
    return found.isEmpty();
  }

  /**
   * Throws once, with everything noted: on one line where there is a single problem, else one line
   * each.
   */
  public void throwIfAny() {
    if (found.size() == 1) {
      throw new UserError("Invalid " + subject + ": " + found.get(0));
    }

    if (!found.isEmpty()) {
      throw new UserError(
          "Invalid "
              + subject
              + ": "
              + found.size()
              + " problems\n  - "
              + String.join("\n  - ", found));
    }
  }
}
