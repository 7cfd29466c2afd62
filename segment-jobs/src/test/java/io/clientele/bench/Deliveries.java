package io.clientele.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A shop's Parquet files cut by time: first all but the last days, then these as deliveries of five
 * days each, about one in a hundred events.
 *
 * @param whole folder of the files as they were made
 * @param end the day before which all happened
 */
record Deliveries(Path whole, LocalDate end) {
  static final int COUNT = 3;
  private static final int DAYS = 5;

  /** Times of the tables that have one. */
  private static final Map<String, String> TIMES =
      Map.of("customers", "created_at", "orders", "ordered_at");

  /** The day before which all happened that has come with the first files and some deliveries. */
  LocalDate asOf(int delivered) {
    return end.minusDays((long) DAYS * (COUNT - delivered));
  }

  /** Writes what happened before the deliveries. */
  void begin(Path input) throws SQLException, IOException {
    Files.createDirectories(input.resolve("events"));
    try (Duck duck = Duck.open(input.resolveSibling("duckdb-scratch"))) {
      String before = "< timestamp '%s'".formatted(asOf(0));
      tables(duck, input, "", before);
      for (Path part : parts()) {
        Path to = input.resolve("events").resolve(part.getFileName());
        long late =
            duck.count(
                "select count(*) from '%s' where not occurred_at %s".formatted(part, before));
        if (late == 0) {
          Files.copy(part, to, StandardCopyOption.COPY_ATTRIBUTES);
        } else {
          copy(duck, "select * from '%s' where occurred_at %s".formatted(part, before), to);
        }
      }
    }
  }

  /** Adds files with what happened in the days of a delivery, the first being 1. */
  void deliver(Path input, int delivery) throws SQLException, IOException {
    String within =
        "between timestamp '%s' and timestamp '%s' - interval 1 microsecond"
            .formatted(asOf(delivery - 1), asOf(delivery));
    Files.createDirectories(input.resolve("events"));
    try (Duck duck = Duck.open(input.resolveSibling("duckdb-scratch"))) {
      tables(duck, input, "-" + delivery, within);
      copy(
          duck,
          "select * from '%s/events/*.parquet' where occurred_at %s".formatted(whole, within),
          input.resolve("events/delivery-" + delivery + ".parquet"));
    }
  }

  private void tables(Duck duck, Path input, String suffix, String when) throws SQLException {
    for (Map.Entry<String, String> table : TIMES.entrySet()) {
      copy(
          duck,
          "select * from '%s/%s.parquet' where %s %s"
              .formatted(whole, table.getKey(), table.getValue(), when),
          input.resolve(table.getKey() + suffix + ".parquet"));
    }
    copy(
        duck,
        "select l.* from '%1$s/order_lines.parquet' l semi join (select * from '%1$s/orders.parquet' where ordered_at %2$s) o using (order_id)"
            .formatted(whole, when),
        input.resolve("order_lines" + suffix + ".parquet"));
  }

  private static void copy(Duck duck, String rows, Path to) throws SQLException {
    duck.run("copy (%s) to '%s' (format parquet, compression zstd)".formatted(rows, to));
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> parts = Files.list(whole.resolve("events"))) {
      return parts.sorted().toList();
    }
  }
}
