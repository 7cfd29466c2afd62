package io.clientele.source.files;

import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Notation;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Streams and files that tests share. */
final class Given {
  static final Mapping ORDERS =
      new Mapping(
          Map.of(
              Origin.SOURCE_ID, Mapping.Value.column("id"),
              Origin.CUSTOMER_SOURCE_ID, Mapping.Value.column("customer"),
              Orders.PLACED_AT, Mapping.Value.column("placed"),
              Orders.NET_TOTAL, Mapping.Value.column("total"),
              Orders.STATUS, Mapping.Value.column("status"),
              Origin.SOURCE_UPDATED_AT, Mapping.Value.column("updated")));

  static final Layout CSV = new Layout.Csv(',', StandardCharsets.UTF_8, false);

  static final Notation DAYS = Notation.ofTimes(List.of("yyyyMMdd"), Optional.empty());

  private Given() {}

  static FileStream orders(Layout layout, String path) {
    return new FileStream("shop", "orders", path, layout, Map.of(Orders.TABLE, ORDERS));
  }

  static FileStream events(String path) {
    return stream(
        "events",
        path,
        new Layout.JsonLines(),
        Events.TABLE,
        Map.of(
            Events.EVENT_NAME, Mapping.Value.column("type"),
            Events.OCCURRED_AT, Mapping.Value.column("at"),
            Origin.CUSTOMER_SOURCE_ID, Mapping.Value.column("who")));
  }

  static FileStream customers(String path) {
    return stream(
        "customers",
        path,
        CSV,
        Customers.TABLE,
        Map.of(
            Origin.SOURCE_ID, Mapping.Value.column("id"),
            Customers.EMAIL, Mapping.Value.column("mail")));
  }

  /** The layout of a classic data set: columns between runs of blanks, a header, CR LF. */
  static FileStream purchases(String path) {
    Pattern line =
        Pattern.compile(
            "\\s*(?<customer>\\d+)\\s+(?<date>\\d{8})\\s+(?<units>\\d+)\\s+(?<amount>\\S+)\\s*");
    return stream(
        "purchases",
        path,
        new Layout.Lines(line, 1, StandardCharsets.US_ASCII),
        Orders.TABLE,
        Map.of(
            Origin.CUSTOMER_SOURCE_ID, Mapping.Value.column("customer"),
            Orders.PLACED_AT, Mapping.Value.column("date", DAYS),
            Orders.ITEM_COUNT, Mapping.Value.column("units"),
            Orders.NET_TOTAL, Mapping.Value.column("amount")));
  }

  static FileStream stream(
      String name,
      String path,
      Layout layout,
      Table table,
      Map<io.clientele.table.Field, Mapping.Value> values) {
    return new FileStream("shop", name, path, layout, Map.of(table, new Mapping(values)));
  }

  /** Writes a file with a fixed time of change. */
  static void file(Path folder, String name, String text) {
    file(folder, name, text, StandardCharsets.UTF_8);
  }

  static void file(Path folder, String name, String text, Charset charset) {
    Path file = folder.resolve(name);
    try {
      java.nio.file.Files.createDirectories(file.getParent());
      try (OutputStream out =
          name.endsWith(".gz")
              ? new GZIPOutputStream(java.nio.file.Files.newOutputStream(file))
              : java.nio.file.Files.newOutputStream(file)) {
        out.write(text.getBytes(charset));
      }
      java.nio.file.Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
