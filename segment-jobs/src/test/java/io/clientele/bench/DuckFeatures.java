package io.clientele.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** A process that computes all features by DuckDB from silver, and writes them as Parquet. */
public final class DuckFeatures {
  private static final List<String> SILVER =
      List.of("customers", "orders", "order_lines", "refunds", "events");

  /** A shop without messages has no file that tells their columns. */
  private static final String NO_MESSAGES =
      """
      create view messages as select null::varchar as customer_source_id,
        null::timestamptz as sent_at, null::timestamptz as first_opened_at,
        null::timestamptz as first_clicked_at where false
      """;

  private DuckFeatures() {}

  /**
   * Computes them.
   *
   * @param args the tenant's lake, its zone, the as-of date, and the file to write
   */
  public static void main(String[] args) throws SQLException, IOException {
    Path lake = Path.of(args[0]);
    Path to = Path.of(args[3]);
    try (Duck duck = Duck.open(to.resolveSibling("duckdb-scratch"))) {
      for (String table : SILVER) {
        duck.view(table, lake.resolve("silver").resolve(table));
      }
      Path messages = lake.resolve("silver/messages");
      if (LiveFiles.of(messages).isEmpty()) {
        duck.run(NO_MESSAGES);
      } else {
        duck.view("messages", messages);
      }
      duck.run(
          "create macro local_day(instant) as " + day(args[1]),
          "set variable as_of = date '%s'".formatted(args[2]),
          sql(),
          "copy features to '%s' (format parquet)".formatted(to));
    }
  }

  /** Where days are those of UTC, it need not ask the calendar. */
  private static String day(String zone) {
    return zone.equals("UTC")
        ? "cast(instant as date)"
        : "cast(timezone('%s', cast(instant as timestamptz)) as date)".formatted(zone);
  }

  private static String sql() throws IOException {
    try (InputStream in = DuckFeatures.class.getResourceAsStream("features.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
