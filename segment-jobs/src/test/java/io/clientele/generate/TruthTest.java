package io.clientele.generate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {
  private static final Instant AS_OF = Instant.parse("2026-07-01T00:00:00Z");
  private static Shop shop;

  @BeforeAll
  static void generate(@TempDir Path folder) {
    shop = Shop.of(800, 3, folder);
  }

  @Test
  void shouldCountTheOrdersThatTheFilesTell() {
    Map<String, Long> orders =
        counted().stream().collect(groupingBy(row -> row.get("customer_id"), counting()));
    Map<String, BigDecimal> spend = sums(counted(), "customer_id", "total");
    Map<String, BigDecimal> refunded = sums(shop.latest(Series.REFUNDS), "customer_id", "amount");

    for (Map<String, String> truth : shop.rows(ShopFile.TRUTH)) {
      String id = truth.get("customer_id");
      BigDecimal net =
          spend
              .getOrDefault(id, BigDecimal.ZERO)
              .subtract(refunded.getOrDefault(id, BigDecimal.ZERO));
      assertThat(truth.get("orders")).isEqualTo(orders.getOrDefault(id, 0L).toString());
      assertThat(new BigDecimal(truth.get("net_spend"))).isEqualByComparingTo(net);
    }
  }

  @Test
  void shouldLetNobodyBuyAfterTheEnd() {
    Map<String, Map<String, String>> truths =
        shop.rows(ShopFile.TRUTH).stream()
            .collect(toMap(row -> row.get("customer_id"), Function.identity()));

    for (Map<String, String> order : shop.latest(Series.ORDERS)) {
      Map<String, String> truth = truths.get(order.get("customer_id"));
      Instant ordered = Instant.parse(order.get("ordered_at"));
      assertThat(truth.get("buyer")).isEqualTo("true");
      assertThat(ordered).isBefore(AS_OF);
      if (!truth.get("died_at").isEmpty()) {
        assertThat(ordered).isBeforeOrEqualTo(Instant.parse(truth.get("died_at")));
      }
    }
    truths
        .values()
        .forEach(
            truth -> {
              boolean future = !truth.get("orders_next_365d").equals("0");
              assertThat(future && truth.get("alive").equals("false")).isFalse();
            });
  }

  @Test
  void shouldMakeOrdersOfTheirLines() {
    Map<String, BigDecimal> totals = sums(shop.latest(Series.ORDER_LINES), "order_id", "total");
    Map<String, BigDecimal> discounts =
        sums(shop.latest(Series.ORDER_LINES), "order_id", "discount");

    assertThat(shop.latest(Series.ORDERS))
        .allSatisfy(
            order -> {
              String id = order.get("order_id");
              assertThat(order.get("total")).isEqualTo(totals.get(id).toString());
              assertThat(order.get("discount")).isEqualTo(discounts.get(id).toString());
            });
    assertThat(totals).hasSameSizeAs(shop.latest(Series.ORDERS));
  }

  @Test
  void shouldSayOfAnOrderWhatBecameOfIt() {
    Map<String, Map<String, String>> refunds =
        shop.latest(Series.REFUNDS).stream()
            .collect(toMap(row -> row.get("order_id"), Function.identity()));

    for (Map<String, String> order : shop.latest(Series.ORDERS)) {
      Map<String, String> refund = refunds.remove(order.get("order_id"));
      if (refund == null) {
        assertThat(order.get("status")).isIn("completed", "cancelled");
        assertUpdatedSince("ordered_at", order, order);
      } else {
        boolean whole = refund.get("amount").equals(order.get("total"));
        assertThat(order.get("status")).isEqualTo(whole ? "refunded" : "partially_refunded");
        assertUpdatedSince("refunded_at", refund, order);
        assertThat(Instant.parse(refund.get("refunded_at"))).isBefore(AS_OF);
      }
    }
    assertThat(refunds).isEmpty();
    assertThat(shop.latest(Series.ORDERS)).anyMatch(row -> row.get("status").equals("cancelled"));
  }

  /** At that moment, or within the days in which mistakes are corrected. */
  private static void assertUpdatedSince(
      String column, Map<String, String> changed, Map<String, String> order) {
    Instant from = Instant.parse(changed.get(column));
    assertThat(Instant.parse(order.get("updated_at")))
        .isBetween(from, from.plusSeconds((long) (86_400 * Delivery.CORRECTED_WITHIN)))
        .isBefore(AS_OF);
  }

  @Test
  void shouldPlaceEveryOrderThatCountsInASession() {
    List<String> placed =
        shop.events().stream()
            .map(TruthTest::json)
            .filter(event -> event.get("name").asText().equals("order_placed"))
            .filter(event -> event.has("session_id"))
            .map(event -> event.get("order_id").asText())
            .toList();

    assertThat(placed)
        .containsExactlyInAnyOrderElementsOf(
            counted().stream().map(order -> order.get("order_id")).toList());
  }

  @Test
  void shouldLeaveOutWhatAMessageHasNot() {
    List<JsonNode> messages =
        shop.events().stream()
            .map(TruthTest::json)
            .filter(event -> event.get("name").asText().startsWith("message_"))
            .toList();

    assertThat(messages)
        .isNotEmpty()
        .allMatch(event -> !event.has("session_id") && !event.has("product_id"));
  }

  @Test
  void shouldTakeMoneyOfTheCustomersCountry() {
    Map<String, String> currencies =
        shop.latest(Series.CUSTOMERS).stream()
            .collect(toMap(row -> row.get("customer_id"), row -> currency(row.get("country"))));

    assertThat(shop.rows(ShopFile.TRUTH)).allMatch(row -> paysIn(currencies, row));
    assertThat(shop.latest(Series.ORDERS)).allMatch(row -> paysIn(currencies, row));
    assertThat(shop.latest(Series.REFUNDS)).allMatch(row -> paysIn(currencies, row));
    assertThat(currencies.values()).contains("EUR", "GBP", "USD", "CHF");
  }

  private static String currency(String country) {
    return Map.of("GB", "GBP", "US", "USD", "CH", "CHF").getOrDefault(country, "EUR");
  }

  private static boolean paysIn(Map<String, String> currencies, Map<String, String> row) {
    return row.get("currency").equals(currencies.get(row.get("customer_id")));
  }

  @Test
  void shouldSellWhatIsInTheCatalogue() {
    Map<String, Map<String, String>> products =
        shop.rows(ShopFile.PRODUCTS).stream()
            .collect(toMap(row -> row.get("product_id"), Function.identity()));

    assertThat(shop.latest(Series.ORDER_LINES))
        .allSatisfy(
            line ->
                assertThat(products.get(line.get("product_id")))
                    .containsEntry("title", line.get("title"))
                    .containsEntry("category", line.get("category")));
    assertThat(products.values()).extracting(row -> row.get("sku")).doesNotHaveDuplicates();
  }

  @Test
  void shouldSayOfEachOrderInAPromotionWhetherItWouldHaveCome() {
    List<Map<String, String>> promoted = shop.rows(ShopFile.TRUTH_ORDERS);
    List<String> expected =
        counted().stream()
            .filter(order -> promotions(Instant.parse(order.get("ordered_at"))) > 0)
            .map(order -> order.get("order_id") + order.get("customer_id"))
            .toList();

    assertThat(promoted)
        .extracting(row -> row.get("order_id") + row.get("customer_id"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(promoted).extracting(row -> row.get("incremental")).contains("true", "false");
  }

  private static long promotions(Instant moment) {
    return shop.rows(ShopFile.TRUTH_PROMOTIONS).stream()
        .filter(row -> row.get("archetype").equals("regular"))
        .filter(row -> !moment.isBefore(Instant.parse(row.get("starts_at"))))
        .filter(row -> moment.isBefore(Instant.parse(row.get("ends_at"))))
        .count();
  }

  private static List<Map<String, String>> counted() {
    return shop.latest(Series.ORDERS).stream()
        .filter(row -> !row.get("status").equals("cancelled"))
        .toList();
  }

  private static Map<String, BigDecimal> sums(
      List<Map<String, String>> rows, String by, String of) {
    return rows.stream()
        .collect(
            groupingBy(
                row -> row.get(by),
                reducing(BigDecimal.ZERO, row -> new BigDecimal(row.get(of)), BigDecimal::add)));
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(line, e);
    }
  }
}
