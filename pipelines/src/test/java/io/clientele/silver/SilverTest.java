package io.clientele.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import io.clientele.step.Pipeline;
import io.clientele.step.Read;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SilverTest {
  private static final Table RECORDS =
      new Table(Layer.BRONZE, "file_orders", List.of(Draft.UNCUT), List.of(), new Write.Append());

  private static final Rates EUR = new Rates("EUR");

  @Test
  void shouldOrderStepsFromRowsToIdentities() {
    List<Step> steps = Pipeline.of(Silver.steps(List.of(), ZoneId.of("UTC"), EUR)).steps();

    assertThat(steps)
        .extracting(Step::name)
        .containsSequence("build-customer-identifiers", "resolve-identities")
        .hasSize(10);
  }

  @Test
  void shouldTellAllThatIsWrongWithFeeds() {
    List<Feed> feeds =
        List.of(
            feed(Orders.TABLE, "r", Orders.PLACED_AT, Orders.NET_TOTAL, Events.SESSION_ID),
            feed(OrderLines.TABLE, "r", OrderLines.QUANTITY));

    assertThatThrownBy(() -> Silver.steps(feeds, ZoneId.of("UTC"), EUR))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Invalid mapping: 2 problems")
        .hasMessageContaining(
            "bronze.file_orders to silver.orders fills [session_id], expected only [source_id, order_number,")
        .hasMessageContaining(
            "bronze.file_orders to silver.order_lines leaves [line_total] unfilled, expected a column or constant");
  }

  @Test
  void shouldRefuseAFormatThatIsNoneOfTimes() {
    Feed feed =
        new Feed(
            RECORDS,
            Orders.TABLE,
            Map.of(
                Orders.PLACED_AT,
                Notation.ofTimes(List.of("yyyy-MM-dd", "YYYY-MM-dd"), Optional.empty()),
                Orders.NET_TOTAL,
                Notation.PLAIN),
            rows -> rows,
            "r");

    assertThatThrownBy(() -> Silver.steps(List.of(feed), ZoneId.of("UTC"), EUR))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Invalid mapping: bronze.file_orders to silver.orders fills placed_at in format YYYY-MM-dd, expected one of dates and times such as yyyy-MM-dd HH:mm:ss");
  }

  @Test
  void shouldChangeTheRecipeWithAllThatShapesRows() {
    List<Feed> feeds = List.of(feed(Orders.TABLE, "r", Orders.PLACED_AT, Orders.NET_TOTAL));
    List<Feed> others = List.of(feed(Orders.TABLE, "s", Orders.PLACED_AT, Orders.NET_TOTAL));

    assertThat(
            Stream.of(
                    recipe(feeds, "UTC", EUR),
                    recipe(others, "UTC", EUR),
                    recipe(feeds, "Europe/Berlin", EUR),
                    recipe(feeds, "UTC", new Rates("USD")),
                    recipe(feeds, "UTC", usd("0.9")),
                    recipe(feeds, "UTC", usd("0.91")))
                .distinct())
        .hasSize(6);
    assertThat(recipe(feeds, "UTC", usd("0.9"))).isEqualTo(recipe(feeds, "UTC", usd("0.90")));
  }

  @Test
  void shouldRebuildForOtherRatesOnlyWhatTheyShape() {
    for (Table table : List.of(Orders.TABLE, Refunds.TABLE)) {
      assertThat(recipe(table, List.of(), "UTC", usd("0.9")))
          .isNotEqualTo(recipe(table, List.of(), "UTC", EUR));
    }
    for (Table table : List.of(Customers.TABLE, OrderLines.TABLE, Events.TABLE, Products.TABLE)) {
      assertThat(recipe(table, List.of(), "UTC", usd("0.9")))
          .isEqualTo(recipe(table, List.of(), "UTC", EUR));
    }
  }

  @Test
  void shouldNeedATotalOfOrdersUnlessLinesTellIt() {
    Feed orders = feed(Orders.TABLE, "r", Orders.PLACED_AT);
    Feed lines = feed(OrderLines.TABLE, "r", OrderLines.QUANTITY, OrderLines.LINE_TOTAL);

    assertThatThrownBy(() -> Silver.steps(List.of(orders), ZoneId.of("UTC"), EUR))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("leaves [net_total] unfilled");
    List<Step> steps = Silver.steps(List.of(orders, lines), ZoneId.of("UTC"), EUR);
    assertThat(writing(Orders.TABLE, steps).reads())
        .contains(new Read.All(OrderLines.TABLE), new Read.Changes(OrderLines.TABLE));
  }

  @Test
  void shouldLookForPeopleOnlyInTablesThatAreFed() {
    Feed messages = feed(Messages.TABLE, "r", Messages.SENT_AT);
    List<Step> unfed = Silver.steps(List.of(), ZoneId.of("UTC"), EUR);
    List<Step> fed = Silver.steps(List.of(messages), ZoneId.of("UTC"), EUR);

    assertThat(writing(CustomerIdentifiers.TABLE, unfed).reads())
        .contains(new Read.All(Customers.TABLE))
        .doesNotContain(new Read.All(Messages.TABLE));
    assertThat(writing(CustomerIdentifiers.TABLE, fed).reads())
        .contains(new Read.All(Messages.TABLE), new Read.Changes(Messages.TABLE));
    assertThat(writing(CustomerIdentifiers.TABLE, fed).recipe())
        .as("people of a table that is fed no longer must leave")
        .isNotEqualTo(writing(CustomerIdentifiers.TABLE, unfed).recipe());
  }

  private static Step writing(Table table, List<Step> steps) {
    return steps.stream()
        .filter(step -> step.output().id().equals(table.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Rates usd(String rate) {
    return new Rates(
        "EUR",
        new TreeMap<>(Map.of("USD", new TreeMap<>(Map.of(Rates.EVER, new BigDecimal(rate))))));
  }

  private static String recipe(List<Feed> feeds, String zone, Rates rates) {
    return recipe(Orders.TABLE, feeds, zone, rates);
  }

  private static String recipe(Table table, List<Feed> feeds, String zone, Rates rates) {
    return writing(table, Silver.steps(feeds, ZoneId.of(zone), rates)).recipe();
  }

  private static Feed feed(Table to, String recipe, Field... fields) {
    Map<Field, Notation> fills =
        Stream.of(fields).collect(Collectors.toMap(Function.identity(), f -> Notation.PLAIN));
    return new Feed(RECORDS, to, fills, rows -> rows, recipe);
  }
}
