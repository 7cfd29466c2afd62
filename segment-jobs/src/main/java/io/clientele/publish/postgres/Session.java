package io.clientele.publish.postgres;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** A connection whose failures are told in words that say what to do. */
final class Session implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Turns the current row of a result into a value. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Writes the rows of a COPY. */
  interface Copy {
    void write(DataOutputStream out) throws IOException;
  }

  private final Login login;
  private final Connection connection;

  private Session(Login login, Connection connection) {
    this.login = login;
    this.connection = connection;
  }

  static Session open(Login login) {
    return new Session(login, login.connect());
  }

  /** Runs a statement, or several at once where it takes no values; returns the rows it changed. */
  int execute(Sql sql, Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.execute();
      return Math.max(statement.getUpdateCount(), 0);
    } catch (SQLException e) {
      throw login.failure(e);
    }
  }

  <T> List<T> query(Sql sql, Reader<T> reader, Object... values) {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(reader.read(result));
      }
      return rows;
    } catch (SQLException e) {
      throw login.failure(e);
    }
  }

  /** The single value of a query that has one row. */
  <T> T one(Sql sql, Reader<T> reader, Object... values) {
    return query(sql, reader, values).get(0);
  }

  void copy(Sql sql, Copy rows) {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql.text()),
                BUFFER))) {
      rows.write(out);
    } catch (SQLException e) {
      throw login.failure(e);
    } catch (IOException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw login.failure(cause);
      }
      throw new UncheckedIOException(e);
    }
  }

  /** Commits what the work did, or none of it. */
  void inTransaction(Runnable work) {
    try {
      connection.setAutoCommit(false);
      try {
        work.run();
        connection.commit();
      } catch (RuntimeException | SQLException e) {
        rollback(e);
        throw e;
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw login.failure(e);
    }
  }

  private void rollback(Exception failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The server undoes what a lost connection had begun.
      failure.addSuppressed(e);
    }
  }

  private PreparedStatement prepared(Sql sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw login.failure(e);
    }
  }
}
