package io.clientele.cli;

import io.clientele.publish.postgres.Postgres;
import io.clientele.publish.postgres.PostgresTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in the embedded Postgres of a home: everything a reader could see. */
final class Published {
  private static final List<String> TABLES =
      List.of("segment_memberships", "segment_metrics", "rfm", "customer_features");

  private Published() {}

  /** All rows of all served tables of a tenant, as sorted text. */
  static Map<String, List<String>> rows(Path home, String tenant) {
    Map<String, List<String>> tables = new TreeMap<>();
    for (String table : TABLES) {
      tables.put(
          table,
          query(
              home,
              "select t::text from clientele."
                  + table
                  + " t where tenant_id = '"
                  + tenant
                  + "' order by 1"));
    }
    return tables;
  }

  /** The rows of a query, columns set apart by bars. */
  static List<String> query(Path home, String sql) {
    try (Postgres postgres = new PostgresTarget.Embedded(home.resolve("postgres"), 0).open();
        Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), password(postgres));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          cells.add(rows.getString(i));
        }
        lines.add(String.join("|", cells));
      }
      return lines;
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Cannot query the embedded Postgres: " + sql, e);
    }
  }

  private static String password(Postgres postgres) throws IOException {
    String line = Files.readAllLines(postgres.passwordFile().orElseThrow()).get(0);
    return line.substring(line.lastIndexOf(':') + 1);
  }
}
