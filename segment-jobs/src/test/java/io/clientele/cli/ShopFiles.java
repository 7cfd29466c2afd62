package io.clientele.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a small made-up shop, and copies of them that a law says tell the same. */
record ShopFiles(Path folder) {
  private static final String CUSTOMERS = "customers.csv";
  private static final String ORDERS = "orders.csv";
  private static final String ORDER_LINES = "order_lines.csv";
  private static final String REFUNDS = "refunds.csv";
  private static final String CONSENTS = "consents.csv";
  private static final String PRODUCTS = "products.csv";
  private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.*Z");
  private static final Pattern OCCURRED_AT = Pattern.compile("\"occurred_at\":\"([^\"]+)\"");

  static ShopFiles generate(Path home, Path folder) {
    Typed.Answer answer =
        new Typed(home).run("generate", "--to", folder.toString(), "--customers", "60");
    if (answer.code() != 0) {
      throw new IllegalStateException("Cannot generate a shop: " + answer.err());
    }
    return new ShopFiles(folder);
  }

  /** The truth about each customer, by column. */
  List<Map<String, String>> truths() throws IOException {
    Path file = folder.resolve("truth.csv");
    List<String> columns = List.of(head(file).get(0).split(","));
    return rows(file).stream()
        .map(
            row ->
                columns.stream()
                    .collect(
                        Collectors.toMap(name -> name, name -> cell(row, columns.indexOf(name)))))
        .toList();
  }

  /** The same rows in other files: each file cut into three, its rows in another order. */
  ShopFiles shuffled(Path to, Random random) throws IOException {
    Files.createDirectories(to);
    for (Path file : inputs()) {
      List<String> head = head(file);
      List<String> rows = new ArrayList<>(rows(file));
      Collections.shuffle(rows, random);
      int part = rows.size() / 3 + 1;
      for (int from = 0; from < rows.size(); from += part) {
        String name = file.getFileName().toString().replace(".", "-" + from + ".");
        List<String> piece = rows.subList(from, Math.min(from + part, rows.size()));
        write(to.resolve(name), head, piece);
      }
    }
    return new ShopFiles(to);
  }

  /** The same rows up to the moment. From there on none of the old ones, but a few large ones. */
  ShopFiles withAnotherFuture(Path to, Instant moment) throws IOException {
    Files.createDirectories(to);
    String order = rows(folder.resolve(ORDERS)).get(0);
    String orderId = cell(order, 0);
    String customerId = cell(order, 1);
    keepBefore(
        moment,
        to.resolve(CUSTOMERS),
        "created_at",
        "later,later@example.org,Late,Comer,DE,%1$s,%1$s".formatted(moment));
    keepBefore(
        moment,
        to.resolve(ORDERS),
        "ordered_at",
        "later-1,%1$s,%2$s,completed,web,EUR,0.00,99999.00,%2$s".formatted(customerId, moment),
        "later-2,later,%1$s,completed,web,EUR,0.00,1.00,%1$s".formatted(moment));
    keepBefore(
        moment,
        to.resolve(REFUNDS),
        "refunded_at",
        "later-3,%s,%s,%s,EUR,5.00,1,other".formatted(orderId, customerId, moment));
    keepLines(to, "later-4,later-1,p,Everything,All,500,0.00,99999.00");
    keep(row -> true, to.resolve(PRODUCTS));
    keepBefore(moment, to.resolve(CONSENTS), "captured_at");
    for (Path file : inputs().stream().filter(ShopFiles::isMessages).toList()) {
      List<String> sent =
          rows(file).stream()
              .filter(past(moment, file, "sent_at"))
              .map(row -> withoutLater(row, moment))
              .toList();
      write(to.resolve(file.getFileName()), head(file), sent);
    }
    keepEvents(
        moment,
        to,
        "{\"event_id\":\"later-5\",\"customer_id\":\"%s\",\"name\":\"page_view\",\"occurred_at\":\"%s\"}"
            .formatted(customerId, moment));
    return new ShopFiles(to);
  }

  private void keepBefore(Instant moment, Path to, String column, String... later)
      throws IOException {
    Predicate<String> past = past(moment, folder.resolve(to.getFileName()), column);
    keep(past, to, later);
    keep(past, update(to));
  }

  private static Predicate<String> past(Instant moment, Path file, String column)
      throws IOException {
    int at = Arrays.asList(head(file).get(0).split(",")).indexOf(column);
    return row -> Instant.parse(cell(row, at)).isBefore(moment);
  }

  /** The row as it was before the moment: times from then on are not known yet. */
  private static String withoutLater(String row, Instant moment) {
    return Arrays.stream(row.split(",", -1))
        .map(
            cell ->
                MOMENT.matcher(cell).matches() && !Instant.parse(cell).isBefore(moment) ? "" : cell)
        .collect(Collectors.joining(","));
  }

  private void keepLines(Path to, String... later) throws IOException {
    Path orders = to.resolve(ORDERS);
    Set<String> kept =
        Stream.concat(rows(orders).stream(), rows(update(orders)).stream())
            .map(row -> cell(row, 0))
            .collect(Collectors.toSet());
    Predicate<String> past = row -> kept.contains(cell(row, 1));
    keep(past, to.resolve(ORDER_LINES), later);
    keep(past, update(to.resolve(ORDER_LINES)));
  }

  private void keep(Predicate<String> rows, Path to, String... later) throws IOException {
    Path file = folder.resolve(to.getFileName());
    write(to, head(file), rows(file).stream().filter(rows).toList(), later);
  }

  /** The file that brings some rows of the file again. */
  private static Path update(Path file) {
    return file.resolveSibling(file.getFileName().toString().replace(".csv", "-update.csv"));
  }

  private void keepEvents(Instant moment, Path to, String... later) throws IOException {
    for (Path file : inputs().stream().filter(ShopFiles::isEvents).toList()) {
      List<String> past =
          rows(file).stream().filter(row -> occurredAt(row).isBefore(moment)).toList();
      write(to.resolve(file.getFileName()), List.of(), past);
    }
    write(to.resolve("events-later.jsonl"), List.of(), List.of(later));
  }

  private List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".csv") || isEvents(file))
          .filter(file -> !file.getFileName().toString().startsWith("truth"))
          .sorted()
          .toList();
    }
  }

  private static boolean isEvents(Path file) {
    return file.toString().endsWith(".jsonl");
  }

  private static boolean isMessages(Path file) {
    return file.getFileName().toString().startsWith("messages-");
  }

  private static List<String> head(Path file) throws IOException {
    return isEvents(file) ? List.of() : Files.readAllLines(file).subList(0, 1);
  }

  private static List<String> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return isEvents(file) ? lines : lines.subList(1, lines.size());
  }

  private static Instant occurredAt(String event) {
    Matcher matcher = OCCURRED_AT.matcher(event);
    if (!matcher.find()) {
      throw new IllegalArgumentException("Cannot find occurred_at in " + event);
    }
    return Instant.parse(matcher.group(1));
  }

  private static String cell(String row, int at) {
    return row.split(",", -1)[at];
  }

  private static void write(Path file, List<String> head, List<String> rows, String... more)
      throws IOException {
    Files.write(file, Stream.of(head, rows, List.of(more)).flatMap(List::stream).toList());
  }
}
