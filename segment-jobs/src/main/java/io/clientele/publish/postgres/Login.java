package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Where and as whom to log in. Goes to Spark's tasks as an object, never as an option of a plan;
 * the password is in no text made from it.
 */
record Login(String url, String user, String password) implements Serializable {

  /**
   * Checks the address.
   *
   * @throws UserError where the url is none of Postgres, or holds what must stand elsewhere
   */
  static Login of(String url, String user, String password) {
    Login login = new Login(url, user, password);
    // The driver would log what it can't parse; it knows no user before an at sign.
    if (url.contains("@")
        || login.parsed().containsKey("user")
        || login.parsed().containsKey("password")) {
      throw new UserError(
          "Invalid Postgres url: it holds a user or password. Give these by their own keys.");
    }
    return login;
  }

  /**
   * Opens a connection.
   *
   * @throws UserError where there is no server, no such database, or the login is refused
   */
  Connection connect() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "clientele");
    properties.setProperty("tcpKeepAlive", "true");
    // The detail of an error quotes rows, and rows tell about persons.
    properties.setProperty("logServerErrorDetail", "false");
    try {
      // Not by the DriverManager, which does not see the driver from a Spark task's class loader.
      return new Driver().connect(url, properties);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** What went wrong, told as far as a person can put it right. */
  RuntimeException failure(SQLException cause) {
    return SqlFailure.of(cause).told(this, cause);
  }

  /** Host, port and database, without anything else that the url may say. */
  String place() {
    Properties parsed = parsed();
    return "%s:%s/%s"
        .formatted(
            parsed.getProperty("PGHOST"),
            parsed.getProperty("PGPORT"),
            parsed.getProperty("PGDBNAME", user));
  }

  private Properties parsed() {
    Properties parsed = Driver.parseURL(url, new Properties());
    if (parsed == null) {
      throw new UserError(
          "Invalid Postgres url: expected jdbc:postgresql://host:port/database."
              + " Correct it in the settings.");
    }
    return parsed;
  }

  @Override
  public String toString() {
    return user + " at " + place();
  }
}
