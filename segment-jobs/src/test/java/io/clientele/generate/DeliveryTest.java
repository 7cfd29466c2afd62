package io.clientele.generate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
  private static final Pattern EVENT_ID = Pattern.compile("\"event_id\":\"([^\"]+)\"");
  private static final Pattern MONTH = Pattern.compile("\"occurred_at\":\"(\\d{4}-\\d\\d)");
  private static final List<Series> ALL =
      List.of(
          Series.CUSTOMERS,
          Series.ORDERS,
          Series.ORDER_LINES,
          Series.REFUNDS,
          Series.CONSENTS,
          Series.MESSAGES,
          Series.EVENTS);

  private static Shop shop;
  private static Map<String, List<Map<String, String>>> told;

  /** All lines of each record, by series. */
  private static final Map<Series, Map<String, List<String>>> LINES = new HashMap<>();

  @BeforeAll
  static void generate(@TempDir Path folder) {
    shop = Shop.of(2500, 11, folder);
    ALL.forEach(series -> LINES.put(series, lines(series)));
    told =
        shop.rows(ShopFile.TRUTH_DELIVERIES).stream().collect(groupingBy(row -> row.get("kind")));
  }

  @Test
  void shouldTellOfEveryRecordThatComesMoreThanOnce() {
    Map<String, Long> again = new HashMap<>();
    Map<String, Long> versions = new HashMap<>();
    for (Map<String, List<String>> lines : LINES.values()) {
      lines.forEach((id, found) -> add(again, id, found.size() - 1L));
      lines.forEach((id, found) -> add(versions, id, new HashSet<>(found).size() - 1L));
    }

    List<Map<String, String>> extra = new ArrayList<>(told.get("copy"));
    extra.addAll(told.get("outdated"));
    assertThat(again).isEqualTo(count(extra));
    assertThat(versions).isEqualTo(count(told.get("outdated")));
  }

  private static void add(Map<String, Long> counts, String id, long more) {
    if (more > 0) {
      counts.put(id, more);
    }
  }

  private static Map<String, Long> count(List<Map<String, String>> rows) {
    return rows.stream().collect(groupingBy(row -> row.get("record_id"), counting()));
  }

  @Test
  void shouldRepeatTheShareOfRecordsThatItNames() {
    long records = 0;
    for (Map<String, List<String>> lines : LINES.values()) {
      Set<String> ids = lines.keySet();
      long copies =
          told.get("copy").stream().filter(row -> ids.contains(row.get("record_id"))).count();
      Bounds.assertShare(copies, ids.size(), Delivery.COPIED);
      records += ids.size();
    }
    Bounds.assertShare(told.get("copy").size(), records, Delivery.COPIED);
    assertThat(told.get("copy"))
        .as("in the same file and in another")
        .anyMatch(row -> row.get("file").equals(row.get("due_file")))
        .anyMatch(row -> !row.get("file").equals(row.get("due_file")));
  }

  @Test
  void shouldCorrectMistakesUnderALaterStamp() {
    Instant last = Timeline.at(Timeline.DAYS - Delivery.CORRECTED_WITHIN);
    List<Map<String, String>> right = new ArrayList<>(shop.latest(Series.ORDERS));
    right.addAll(shop.latest(Series.CUSTOMERS));
    Set<String> outdated = count(told.get("outdated")).keySet();
    Set<String> correctable = new HashSet<>();
    for (Map<String, String> row : right) {
      Instant updated = Instant.parse(row.get("updated_at"));
      if (updated.isBefore(last) && !updated.isBefore(Timeline.at(0))) {
        correctable.add(row.values().iterator().next());
      }
    }
    Bounds.assertShare(
        outdated.stream().filter(correctable::contains).count(),
        correctable.size(),
        Delivery.CORRECTED);
    assertThat(right)
        .noneMatch(row -> "open".equals(row.get("status")))
        .noneMatch(row -> row.getOrDefault("email", "").startsWith("x"));
  }

  @Test
  void shouldBringVersionsInAnyOrder() {
    Set<String> outdated = count(told.get("outdated")).keySet();
    List<List<String>> orders =
        outdated.stream().map(id -> LINES.get(Series.ORDERS).getOrDefault(id, List.of())).toList();

    assertThat(outdated).anyMatch(id -> LINES.get(Series.CUSTOMERS).containsKey(id));
    assertThat(orders.stream().filter(versions -> !versions.isEmpty()))
        .anyMatch(versions -> isOutdated(versions.get(0)))
        .anyMatch(versions -> isOutdated(versions.get(versions.size() - 1)));
  }

  private static boolean isOutdated(String order) {
    return order.contains(",open,");
  }

  @Test
  void shouldTellOfEveryEventThatComesLate() {
    Map<String, String> late = new HashMap<>();
    told.get("late").forEach(row -> late.put(row.get("record_id"), row.get("file")));
    Map<String, Set<String>> copies = new HashMap<>();
    told.get("copy")
        .forEach(
            row ->
                copies
                    .computeIfAbsent(row.get("record_id"), id -> new HashSet<>())
                    .add(row.get("file")));

    Map<String, Set<String>> expected = new HashMap<>();
    Map<String, Set<String>> found = new HashMap<>();
    for (ShopFile file : Series.EVENTS.files()) {
      for (String line : shop.lines(file)) {
        String id = find(EVENT_ID, line);
        found.computeIfAbsent(id, key -> new HashSet<>()).add(file.name());
        Set<String> files = new HashSet<>(copies.getOrDefault(id, Set.of()));
        files.add(late.getOrDefault(id, due(line)));
        expected.put(id, files);
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void shouldHoldBackTheShareOfEventsThatItNames() {
    String lastMonth = Timeline.MONTHS.get(Timeline.MONTHS.size() - 1);
    long before =
        shop.events().stream().filter(line -> !find(MONTH, line).equals(lastMonth)).count();

    Bounds.assertShare(told.get("late").size(), before, Delivery.LATE);
    assertThat(told.get("late"))
        .allMatch(row -> row.get("file").compareTo(row.get("due_file")) > 0)
        .allMatch(row -> monthsLate(row) <= 2);
  }

  private static int monthsLate(Map<String, String> row) {
    return Timeline.MONTHS.indexOf(month(row.get("file")))
        - Timeline.MONTHS.indexOf(month(row.get("due_file")));
  }

  private static String month(String file) {
    return file.replaceAll("events-|\\.jsonl", "");
  }

  private static String due(String event) {
    return ShopFile.events(find(MONTH, event)).name();
  }

  private static Map<String, List<String>> lines(Series series) {
    Map<String, List<String>> lines = new HashMap<>();
    for (ShopFile file : series.files()) {
      for (String line : shop.lines(file)) {
        String id = series.equals(Series.EVENTS) ? find(EVENT_ID, line) : line.split(",", 2)[0];
        lines.computeIfAbsent(id, key -> new ArrayList<>()).add(line);
      }
    }
    return lines;
  }

  private static String find(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.find()) {
      throw new IllegalArgumentException("Cannot find " + pattern + " in " + line);
    }
    return matcher.group(1);
  }
}
