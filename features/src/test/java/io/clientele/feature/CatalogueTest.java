package io.clientele.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.history.Cells;
import io.clientele.history.GivenHistory;
import io.clientele.history.History;
import io.clientele.history.Measure;
import io.clientele.history.Past;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.types.DecimalType;
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
        .containsEntry("days_since_page_viewed", 1)
        .containsEntry("sessions", 1L);
  }

  @Test
  void shouldTellHowACustomerBuys() {
    Past past =
        GivenHistory.of()
            .order("2023-06-01", "60")
            .discount("2023-06-01", "20")
            .order("2023-06-11", "40")
            .order("2023-06-11", "0")
            .order("2023-12-18", "30")
            .order("2024-03-17", "30")
            .refund("2024-03-20", "16")
            .order("2024-03-31", "999")
            .build()
            .before(AS_OF);

    assertThat(told(past))
        .containsEntry("recency_days", 14)
        .containsEntry("median_order_gap_days", 90.0)
        .containsEntry("mean_order_gap_days", 290 / 3.0)
        // Gaps of 10, 190 and 90 days: (3 x 44300 - 290 x 290) / (3 x 2).
        .containsEntry("order_gap_deviation_days", Math.sqrt(48_800 / 6.0))
        .containsEntry("second_order_days", 10)
        .containsEntry("silence_ratio", 14 / 90.0)
        // 60 for two orders in 180 days, 100 for three before.
        .containsEntry("order_value_trend", 0.9)
        .containsEntry("discount_share", 20.0 / 180)
        .containsEntry("return_share", 16.0 / 160)
        .containsEntry("returns_30d", 1L)
        .containsEntry("repeat_order_days", 3L)
        .containsEntry("repeat_span_days", 290)
        .containsEntry("observed_days", 304)
        .containsEntry("mean_repeat_spend", new BigDecimal("33.3333"))
        .containsEntry("days_since_active", 11);
  }

  @Test
  void shouldTellTastesAndBreakTiesByName() {
    Past past =
        GivenHistory.of()
            .registered(LocalDate.parse("2023-01-01"))
            .category("2024-01-01", "Toys", "10")
            .category("2024-01-02", "Books", "10")
            .category("2024-01-02", "Gifts", "-5")
            .category("2024-03-31", "Later", "500")
            .channel("2024-01-01", "web")
            .channel("2024-01-02", "web")
            .channel("2024-01-03", "store")
            .build()
            .before(AS_OF);

    assertThat(told(past))
        .containsEntry("top_category", "Books")
        .containsEntry("top_category_share", 0.5)
        .containsEntry("categories", 2L)
        .containsEntry("top_channel", "web")
        .containsEntry("top_channel_share", 2 / 3.0)
        .containsEntry("channels", 2L);
    assertThat((Double) told(past).get("category_entropy")).isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void shouldTellOfMessagesByEventsWhereThereIsNothingElse() {
    Past past = openingsAsEvents().build().before(AS_OF);

    assertThat(told(past))
        .containsEntry("messages_sent_90d", 8L)
        .containsEntry("messages_opened_30d", 4L)
        .containsEntry("messages_opened_7d", 0L)
        .containsEntry("message_open_rate_90d", 0.5)
        .containsEntry("message_open_rate_365d", 0.5)
        .containsEntry("message_open_rate", 0.25)
        .containsEntry("message_click_rate", 0.0625)
        .containsEntry("days_since_message_clicked", 28)
        .containsEntry("days_since_active", 28);
  }

  @Test
  void shouldCountAMessageOnceThoughEventsTellOfItToo() {
    Past past =
        openingsAsEvents()
            .messages("2024-03-01", Measure.MESSAGES_SENT, 2)
            .messages("2024-03-02", Measure.MESSAGES_OPENED, 1)
            .messages("2024-03-05", Measure.MESSAGES_OPENED, 1)
            .messages("2024-03-30", Measure.MESSAGES_SENT, 2)
            .events(LocalDate.parse("2024-03-29"), "message_delivered", 2)
            .messages("2024-03-31", Measure.MESSAGES_OPENED, 2)
            .build()
            .before(AS_OF);

    assertThat(told(past))
        .containsEntry("messages_sent", 4L)
        .containsEntry("messages_opened", 2L)
        .containsEntry("messages_clicked", 0L)
        .containsEntry("message_open_rate_90d", 0.5)
        .containsEntry("message_click_rate_90d", 0.0)
        .containsEntry("days_since_message_opened", 26)
        .containsEntry("days_since_message_clicked", 28)
        .as("a message to a customer is nothing that they did")
        .containsEntry("days_since_active", 26);
  }

  @Test
  void shouldKeepToEventsUntilTheFirstMessage() {
    Map<String, Object> before = told(openingsAsEvents().build().before(AS_OF));

    Past past =
        openingsAsEvents()
            .messages("2024-03-31", Measure.MESSAGES_SENT, 9)
            .messages("2024-04-01", Measure.MESSAGES_OPENED, 9)
            .build()
            .before(AS_OF);

    assertThat(told(past)).isEqualTo(before);
  }

  private static GivenHistory openingsAsEvents() {
    return GivenHistory.of()
        .events(LocalDate.parse("2024-03-01"), "message_sent", 8)
        .events(LocalDate.parse("2024-03-02"), "message_opened", 4)
        .events(LocalDate.parse("2024-03-03"), "message_clicked", 1)
        .events(LocalDate.parse("2023-03-01"), "message_sent", 8);
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
        .containsEntry("silence_ratio", null)
        .containsEntry("observed_days", null)
        .containsEntry("mean_repeat_spend", null)
        .containsEntry("discount_share", null)
        .containsEntry("top_category", null)
        .containsEntry("top_category_share", null)
        .containsEntry("category_entropy", null)
        .containsEntry("messages_sent", 0L)
        .containsEntry("message_open_rate", null)
        .containsEntry("days_since_message_opened", null)
        .containsEntry("days_since_active", null)
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

    History removed = GivenHistory.of().andBefore(AS_OF, changed.build()).build();
    assertThat(told(removed.before(AS_OF))).as("seed %d", seed).isEqualTo(expected);
  }

  @ParameterizedTest
  @InstancioSource(samples = SAMPLES)
  void shouldDoubleSpendWithAmountsAndLeaveTheRest(long seed) {
    Map<String, Object> once = told(orders(new Random(seed), 1).build().before(AS_OF));
    Map<String, Object> twice = told(orders(new Random(seed), 2).build().before(AS_OF));

    for (Feature money : Windowed.NET_SPEND) {
      assertThat((BigDecimal) twice.remove(money.field().name()))
          .as("seed %d, %s", seed, money.field())
          .isEqualByComparingTo(
              ((BigDecimal) once.remove(money.field().name())).multiply(BigDecimal.valueOf(2)));
    }
    for (String rounded : List.of("average_order_value", "mean_repeat_spend")) {
      twice.remove(rounded);
      once.remove(rounded);
    }
    assertThat(twice).as("seed %d", seed).isEqualTo(once).containsKey("recency_days");
  }

  @Test
  void shouldDescribeEveryFeature() {
    assertThat(CustomerFeatures.FEATURES)
        .allSatisfy(field -> assertThat(field.doc()).as(field.name()).endsWith("."))
        .extracting(Field::name)
        .doesNotHaveDuplicates();
    assertThat(Catalogue.FEATURES)
        .allSatisfy(feature -> assertThat(feature.sources()).as("%s", feature).isNotEmpty());
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
    Catalogue.FEATURES.forEach(
        feature -> feature.figure().fill(new Told(feature.field(), told), past));
    return told;
  }

  /** Keeps a cell as a reader of the field's column finds it. */
  private record Told(Field field, Map<String, Object> told) implements Cells {
    @Override
    public void add(long value) {
      if (field.type() instanceof DecimalType amount) {
        keep(BigDecimal.valueOf(value, amount.scale()));
      } else if (field.type().equals(Types.SMALL)) {
        keep(Math.toIntExact(value));
      } else {
        keep(value);
      }
    }

    @Override
    public void add(double value) {
      keep(value);
    }

    @Override
    public void add(String value) {
      keep(value);
    }

    @Override
    public void skip() {
      keep(null);
    }

    private void keep(Object value) {
      told.put(field.name(), value);
    }
  }
}
