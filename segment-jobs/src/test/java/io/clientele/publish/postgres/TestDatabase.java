package io.clientele.publish.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Empty databases in one embedded server, which is kept over builds: making one takes seconds. */
final class TestDatabase {
  private static final Postgres SERVER =
      new PostgresTarget.Embedded(
              Path.of("target", "test-postgres"), PostgresTarget.Embedded.ANY_PORT)
          .open();

  private final Login login;

  private TestDatabase(Login login) {
    this.login = login;
  }

  static TestDatabase empty(String name) {
    Login server = SERVER.login();
    TestDatabase maintenance = new TestDatabase(server);
    if (maintenance.rows("SELECT 1 FROM pg_database WHERE datname = '" + name + "'").isEmpty()) {
      maintenance.run("CREATE DATABASE " + name);
    }
    TestDatabase database =
        new TestDatabase(
            new Login(server.url().replaceFirst("[^/]*$", name), server.user(), server.password()));
    database.run("DROP SCHEMA IF EXISTS clientele, clientele_staging CASCADE");
    return database;
  }

  Login login() {
    return login;
  }

  PostgresTarget target() {
    return new PostgresTarget.Server(login.url(), login.user(), login::password);
  }

  void run(String sql) {
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows as text, values separated by bars. */
  List<String> rows(String sql) {
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
