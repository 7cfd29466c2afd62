package io.clientele.generate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.generate.Event.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People with two accounts, and visitors that are no people. */
class PeopleTest {
  private static final int CUSTOMERS = 2000;
  private static final long SEED = 23;
  private static Shop shop;
  private static Map<String, Map<String, String>> customers;
  private static Map<String, List<Map<String, String>>> people;

  @BeforeAll
  static void generate(@TempDir Path folder) {
    shop = Shop.of(CUSTOMERS, SEED, folder);
    customers =
        shop.latest(Series.CUSTOMERS).stream()
            .collect(toMap(row -> row.get("customer_id"), Function.identity()));
    people = shop.rows(ShopFile.TRUTH).stream().collect(groupingBy(row -> row.get("person")));
  }

  @Test
  void shouldHaveTheShareOfGuestsThatItNames() {
    long guests = people.values().stream().filter(accounts -> accounts.size() == 2).count();

    assertThat(people).hasSize(CUSTOMERS);
    assertThat(customers).hasSize((int) (CUSTOMERS + guests));
    Bounds.assertShare(guests, CUSTOMERS, Person.GUESTS);
  }

  @Test
  void shouldTellPeopleApartByTheirAddressAlone() {
    Map<String, List<Map<String, String>>> byAddress =
        customers.values().stream()
            .collect(groupingBy(row -> row.get("email").strip().toLowerCase(Locale.ROOT)));

    assertThat(byAddress).hasSize(CUSTOMERS);
    people
        .values()
        .forEach(
            accounts ->
                assertThat(accounts)
                    .extracting(row -> customers.get(row.get("customer_id")).get("email"))
                    .doesNotHaveDuplicates());
  }

  @Test
  void shouldOrderAsAGuestUntilThePersonRegisters() {
    int guests = 0;
    for (Map<String, String> order : shop.latest(Series.ORDERS)) {
      String id = order.get("customer_id");
      Instant ordered = Instant.parse(order.get("ordered_at"));
      if (id.startsWith("g")) {
        guests++;
        assertThat(ordered).isBefore(created(id.replace('g', 'c')));
      }
      assertThat(ordered).isAfterOrEqualTo(created(id));
    }
    assertThat(guests).isPositive();
  }

  private static Instant created(String id) {
    return Instant.parse(customers.get(id).get("created_at"));
  }

  @Test
  void shouldTellTheSameOfBothAccountsButWhatIsTheirOwn() {
    for (List<Map<String, String>> accounts : people.values()) {
      for (String column :
          List.of("archetype", "bot", "currency", "purchases_per_week", "died_at", "alive")) {
        assertThat(accounts)
            .extracting(row -> row.get(column))
            .containsOnly(accounts.get(0).get(column));
      }
      if (accounts.size() == 2) {
        assertThat(accounts.get(0).get("orders_next_365d")).as("of the guest").isEqualTo("0");
      }
    }
  }

  @Test
  void shouldHaveTheShareOfEachArchetypeThatItNames() {
    int many = 100_000;
    Map<Archetype, List<Person>> found =
        IntStream.rangeClosed(1, many)
            .mapToObj(number -> Person.of(SEED, number))
            .collect(groupingBy(Person::archetype));

    for (Archetype archetype : Archetype.values()) {
      Bounds.assertShare(found.get(archetype).size(), many, archetype.share());
    }
    for (Person bot : found.get(Archetype.BOT).subList(0, 20)) {
      shouldReadAndNeverBuy(Biography.of(SEED, bot.number()));
    }
  }

  private static void shouldReadAndNeverBuy(Biography bot) {
    assertThat(bot.orders()).isEmpty();
    assertThat(bot.mail().messages()).isEmpty();
    assertThat(bot.events())
        .hasSizeGreaterThan(900)
        .allMatch(event -> List.of(Kind.PAGE_VIEWED, Kind.PRODUCT_VIEWED).contains(event.kind()));
  }

  @Test
  void shouldFlagBots() {
    assertThat(shop.rows(ShopFile.TRUTH))
        .allMatch(
            row -> row.get("bot").equals(Boolean.toString(row.get("archetype").equals("bot"))))
        .anyMatch(row -> row.get("bot").equals("true"));
  }
}
