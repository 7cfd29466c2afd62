package io.clientele.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A DuckDB of this process, in memory, on as many cores as there are. */
final class Duck implements AutoCloseable {
  private final Connection connection;

  private Duck(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens one.
   *
   * @param scratch folder for what does not fit into memory
   */
  static Duck open(Path scratch) throws SQLException {
    Duck duck = new Duck(DriverManager.getConnection("jdbc:duckdb:"));
    duck.run(
        "set memory_limit = '6GB'",
        "set temp_directory = '%s'".formatted(scratch),
        "set preserve_insertion_order = false",
        // Spark's times may come without a zone: they are UTC.
        "set timezone = 'UTC'");
    return duck;
  }

  void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** First column of all rows of a short answer. */
  List<String> answers(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> answers = new ArrayList<>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    }
  }

  long count(String sql) throws SQLException {
    return Long.parseLong(answers(sql).get(0));
  }

  /** Makes a view of a table of the lake, with the columns that its folders name. */
  void view(String name, Path table) throws SQLException, IOException {
    String files =
        LiveFiles.of(table).stream()
            .map(file -> "'" + file + "'")
            .collect(Collectors.joining(", "));
    run(
        "create view %s as select * from read_parquet([%s], hive_partitioning = true)"
            .formatted(name, files));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
