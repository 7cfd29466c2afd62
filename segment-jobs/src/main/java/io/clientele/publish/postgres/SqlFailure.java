package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** Whose turn it is after Postgres said no, told apart by the code of its error. */
enum SqlFailure {
  LOGIN_REFUSED {
    @Override
    RuntimeException told(Login login, SQLException cause) {
      return new UserError(
          "Cannot log in to Postgres at %s: user %s or its password was refused. Correct them in the settings."
              .formatted(login.place(), login.user()),
          cause);
    }
  },
  NO_DATABASE {
    @Override
    RuntimeException told(Login login, SQLException cause) {
      return new UserError(
          "Cannot use Postgres at %s as %s: the server has no database of that name. Create it or correct the url in the settings."
              .formatted(login.place(), login.user()),
          cause);
    }
  },
  NOT_ALLOWED {
    @Override
    RuntimeException told(Login login, SQLException cause) {
      return new UserError(
          "Cannot write to Postgres at %s as %s: %s. Grant the user what it lacks."
              .formatted(login.place(), login.user(), reason(cause)),
          cause);
    }
  },
  UNAVAILABLE {
    @Override
    RuntimeException told(Login login, SQLException cause) {
      return UserError.unavailable(
          "Cannot reach Postgres at %s as %s: %s. Start the server or correct its address, then run again."
              .formatted(login.place(), login.user(), reason(cause)),
          cause);
    }
  },
  BUSY {
    @Override
    RuntimeException told(Login login, SQLException cause) {
      return UserError.unavailable(
          "Cannot write to Postgres at %s as %s now: %s. Run again when the server has room."
              .formatted(login.place(), login.user(), reason(cause)),
          cause);
    }
  },
  OURS {
    @Override
    RuntimeException told(Login login, SQLException cause) {
      return new IllegalStateException(
          "Cannot work with Postgres at " + login.place() + ": " + cause.getMessage(), cause);
    }
  };

  abstract RuntimeException told(Login login, SQLException cause);

  static SqlFailure of(SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (state.startsWith("28")) {
      return LOGIN_REFUSED;
    }
    if (state.equals("3D000")) {
      return NO_DATABASE;
    }
    if (state.equals("42501")) {
      return NOT_ALLOWED;
    }
    // Connection lost or never made; server stopping, crashed or not yet started.
    if (state.startsWith("08") || state.startsWith("57P0")) {
      return UNAVAILABLE;
    }
    // Out of connections, memory or disk; a lock not had in time; a transaction in another's way.
    if (state.startsWith("53") || state.equals("55P03") || state.startsWith("40")) {
      return BUSY;
    }
    return OURS;
  }

  private static String reason(SQLException cause) {
    if (cause.getCause() instanceof UnknownHostException unknown) {
      return "host " + unknown.getMessage() + " is unknown";
    }
    String said =
        cause instanceof PSQLException e && e.getServerErrorMessage() != null
            ? e.getServerErrorMessage().getMessage()
            : cause.getMessage();
    return said.lines().findFirst().orElse("").split("\\. |\\.$", 2)[0];
  }
}
