package io.clientele.generate;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTest {
  private static Shop shop;
  private static List<Map<String, String>> messages;
  private static List<Map<String, String>> consents;

  @BeforeAll
  static void generate(@TempDir Path folder) {
    shop = Shop.of(1000, 31, folder);
    messages = shop.latest(Series.MESSAGES);
    consents = shop.latest(Series.CONSENTS);
  }

  @Test
  void shouldSendEachCampaignToAllWhoAreSubscribedThen() {
    Map<String, Instant> campaigns = new TreeMap<>();
    messages.forEach(
        row -> campaigns.put(row.get("campaign_id"), Instant.parse(row.get("sent_at"))));
    Map<String, List<Map<String, String>>> said =
        consents.stream().collect(groupingBy(row -> row.get("customer_id")));

    List<String> expected = new ArrayList<>();
    campaigns.forEach(
        (campaign, sent) ->
            said.forEach(
                (customer, rows) -> {
                  if (subscribed(rows, sent)) {
                    expected.add(customer + " " + campaign);
                  }
                }));
    List<String> found =
        messages.stream()
            .map(row -> row.get("customer_id") + " " + row.get("campaign_id"))
            .toList();
    assertThat(found.stream().sorted().toList()).isEqualTo(expected.stream().sorted().toList());
  }

  private static boolean subscribed(List<Map<String, String>> said, Instant moment) {
    return said.stream()
        .filter(row -> !Instant.parse(row.get("captured_at")).isAfter(moment))
        .max(Comparator.comparing(row -> Instant.parse(row.get("captured_at"))))
        .filter(row -> row.get("status").equals("subscribed"))
        .isPresent();
  }

  @Test
  void shouldUnsubscribeFromAMessage() {
    List<String> unsubscribed =
        consents.stream()
            .filter(row -> row.get("status").equals("unsubscribed"))
            .map(row -> row.get("customer_id") + row.get("captured_at"))
            .toList();

    assertThat(messages.stream().filter(row -> !row.get("unsubscribed_at").isEmpty()))
        .extracting(row -> row.get("customer_id") + row.get("unsubscribed_at"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(unsubscribed);
    assertThat(consents)
        .as("some come back")
        .hasSizeGreaterThan(
            unsubscribed.size()
                + (int) consents.stream().map(row -> row.get("customer_id")).distinct().count());
  }

  @Test
  void shouldOpenOnlyWhatArrivedAndClickOnlyWhatWasOpened() {
    for (Map<String, String> message : messages) {
      List<String> course =
          Stream.of("sent_at", "delivered_at", "first_opened_at", "first_clicked_at")
              .map(message::get)
              .toList();
      List<String> happened = course.stream().filter(moment -> !moment.isEmpty()).toList();
      assertThat(happened).isSorted().isEqualTo(course.subList(0, happened.size()));
      assertThat(message.get("bounced_at").isEmpty())
          .isNotEqualTo(message.get("delivered_at").isEmpty());
    }
  }

  @Test
  void shouldShowAmongTheEvents() {
    assertThat(events("message_opened")).isEqualTo(happened("first_opened_at"));
    assertThat(events("message_clicked")).isEqualTo(happened("first_clicked_at"));
  }

  private static long events(String name) {
    return shop.events().stream().filter(line -> line.contains('"' + name + '"')).count();
  }

  private static long happened(String column) {
    return messages.stream().filter(row -> !row.get(column).isEmpty()).count();
  }
}
