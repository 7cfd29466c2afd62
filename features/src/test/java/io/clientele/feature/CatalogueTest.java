package io.clientele.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.history.GivenHistory;
import io.clientele.history.History;
import io.clientele.history.Past;
import io.clientele.table.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.instancio.junit.InstancioSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class CatalogueTest {
  private static final LocalDate AS_OF = LocalDate.parse("2024-03-31");
  private static final int SAMPLES = 200;

  @Test
  void shouldTellACustomerWithOrders() {
    Past past =
        GivenHistory.of()
            .registered(LocalDate.parse("2023-01-01"))
            .order("2023-02-01", "100")
            .order("2023-12-31", "10")
            .order("2024-01-01", "5.55")
            .order("2024-03-01", "1")
            .refund("2024-03-15", "0.55")
            .events(LocalDate.parse("2024-03-30"), "page_viewed", 9)
            .order("2024-03-31", "999")
            .build()
            .before(AS_OF);

    assertThat(told(past))
        .containsEntry("orders", 4L)
        .containsEntry("orders_30d", 1L)
        .containsEntry("orders_90d", 2L)
        .containsEntry("orders_365d", 3L)
        .containsEntry("units", new BigDecimal("4.0000"))
        .containsEntry("net_spend", new BigDecimal("116.0000"))
        .containsEntry("net_spend_30d", new BigDecimal("0.4500"))
        .containsEntry("net_spend_90d", new BigDecimal("6.0000"))
        .containsEntry("net_spend_365d", new BigDecimal("16.0000"))
        .containsEntry("recency_days", 30)
        .containsEntry("tenure_days", 455)
        .containsEntry("median_order_gap_days", 60.0)
        .containsEntry("average_order_value", new BigDecimal("29.0000"))
        .containsEntry("sessions", 1L);
  }

  @Test
  void shouldTellAProspectNothingThatNeedsAnOrder() {
    Past past = GivenHistory.of().registered(AS_OF.minusDays(3)).build().before(AS_OF);

    assertThat(told(past))
        .containsEntry("orders", 0L)
        .containsEntry("net_spend", new BigDecimal("0.0000"))
        .containsEntry("recency_days", null)
        .containsEntry("median_order_gap_days", null)
        .containsEntry("average_order_value", null)
        .containsEntry("tenure_days", 3);
  }

  @Test
  void shouldRoundTheAverageOrderValueHalfUp() {
    Past past =
        GivenHistory.of()
            .order("2024-01-01", "0.0001")
            .order("2024-01-02", "0.0000")
            .build()
            .before(AS_OF);

    assertThat(told(past)).containsEntry("average_order_value", new BigDecimal("0.0001"));
  }

  @ParameterizedTest
  @InstancioSource(samples = SAMPLES)
  void shouldNotSeeWhatHappensFromTheAsOfDateOn(long seed) {
    Random random = new Random(seed);
    History history = known(random).build();
    Map<String, Object> expected = told(history.before(AS_OF));

    GivenHistory changed = GivenHistory.of().and(history);
    for (int i = 0; i < 10; i++) {
      changed.something(random, AS_OF.plusDays(random.nextInt(50)), 1);
    }

    assertThat(told(changed.build().before(AS_OF))).as("seed %d", seed).isEqualTo(expected);
  }

  @ParameterizedTest
  @InstancioSource(samples = SAMPLES)
  void shouldDoubleSpendWithAmountsAndLeaveTheRest(long seed) {
    Map<String, Object> once = told(orders(new Random(seed), 1).build().before(AS_OF));
    Map<String, Object> twice = told(orders(new Random(seed), 2).build().before(AS_OF));

    for (Field money :
        List.of(
            CustomerFeatures.NET_SPEND,
            CustomerFeatures.NET_SPEND_30D,
            CustomerFeatures.NET_SPEND_90D,
            CustomerFeatures.NET_SPEND_365D)) {
      assertThat((BigDecimal) twice.remove(money.name()))
          .as("seed %d, %s", seed, money)
          .isEqualByComparingTo(
              ((BigDecimal) once.remove(money.name())).multiply(BigDecimal.valueOf(2)));
    }
    twice.remove(CustomerFeatures.AVERAGE_ORDER_VALUE.name());
    once.remove(CustomerFeatures.AVERAGE_ORDER_VALUE.name());
    assertThat(twice).as("seed %d", seed).isEqualTo(once).containsKey("recency_days");
  }

  @Test
  void shouldDescribeEveryFeature() {
    assertThat(CustomerFeatures.FEATURES)
        .allSatisfy(field -> assertThat(field.doc()).as(field.name()).endsWith("."))
        .extracting(Field::name)
        .doesNotHaveDuplicates();
  }

  private static GivenHistory known(Random random) {
    return GivenHistory.random(random, AS_OF).registered(AS_OF.minusDays(500));
  }

  private static GivenHistory orders(Random random, int times) {
    GivenHistory given = GivenHistory.of().registered(AS_OF.minusDays(500));
    for (int i = 0; i < 15; i++) {
      given.something(random, AS_OF.minusDays(1 + random.nextInt(400)), times);
    }
    return given;
  }

  private static Map<String, Object> told(Past past) {
    Map<String, Object> told = new LinkedHashMap<>();
    Catalogue.FEATURES.forEach(feature -> told.put(feature.field().name(), feature.cell(past)));
    return told;
  }
}
