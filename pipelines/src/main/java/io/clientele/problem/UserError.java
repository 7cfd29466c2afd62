package io.clientele.problem;

/**
 * Something that the user can put right. Told in one line without a stack trace.
 *
 * <p>Message grammar: {@code Cannot <verb> <thing>: <found>, <expected>. <What to do>.} or {@code
 * Invalid <thing>: ...}.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose turn it is, and so which exit code the process ends with. */
  public enum Kind {
    /** Settings, files, arguments or credentials: never worth a retry. */
    INPUT(2),
    /** A check refused to let the data pass: never worth a retry. */
    REFUSED(3),
    /** A store, broker or network did not answer: worth a retry. */
    UNAVAILABLE(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  private UserError(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public UserError(String message) {
    this(Kind.INPUT, message, null);
  }

  public UserError(String message, Throwable cause) {
    this(Kind.INPUT, message, cause);
  }

  public static UserError refused(String message) {
    return new UserError(Kind.REFUSED, message, null);
  }

  public static UserError unavailable(String message, Throwable cause) {
    return new UserError(Kind.UNAVAILABLE, message, cause);
  }

  public Kind kind() {
    return kind;
  }
}
