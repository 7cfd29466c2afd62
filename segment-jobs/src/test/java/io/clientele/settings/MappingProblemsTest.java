package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.clientele.silver.Orders;
import io.clientele.source.files.Mapping.Value;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingProblemsTest {
  private static final String FEEDS =
      "Invalid settings of tenant shop: conf/tenants/shop/shop.yaml:5: files.streams.sales.feeds";

  @TempDir private Path temp;
  private Conf conf;

  @BeforeEach
  void copyTheShippedSettings() {
    conf = Conf.in(temp);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order: {}                                             | .order: unknown table. Did you mean orders?
          invoices: {}                                          | .invoices: unknown table, expected one of consents, customers, events, messages, order_lines, orders, products, refunds
          orders: {placed_on: d, placed_at: d, net_total: t}    | .orders.placed_on: unknown field of orders. Did you mean placed_at?
          orders: {placed_at: d}                                | .orders.net_total: found nothing, expected a column or a constant: orders need it, unless a stream feeds order_lines
          products: {sku: s}                                    | .products.product_source_id: found nothing, expected a column or a constant: products need it
          messages: {sent_at: s, open_counts: x}                | .messages.open_counts: unknown field of messages. Did you mean open_count?
          consents: {status: s}                                 | .consents.channel: found nothing, expected a column or a constant: consents need it
          orders: {placed_at: d, net_total: {}}                 | .orders.net_total: found neither, expected column or constant
          orders: {placed_at: d, net_total: {column: a, constant: 1}} | .orders.net_total: found both, expected column or constant
          orders: {placed_at: d, net_total: {column: a, format: yyyy}} | .orders.net_total.format: found one, expected it only at columns of dates and times
          orders: {placed_at: {column: d, format: jj}, net_total: a} | .orders.placed_at.format: found 'jj', expected how the date or time is written, such as dd/MM/yyyy HH:mm
          orders: {placed_at: {colum: d, constant: 2020-01-01}, net_total: a} | .orders.placed_at.colum: unknown key. Did you mean column?
          orders: {placed_at: [d], net_total: a}                | .orders.placed_at: found a list, expected a column of the file
          order_lines: {order_source_id: o, quantity: q}        | .order_lines.line_total: found nothing, expected a column or a constant: order_lines need it
          refunds: {amount: a}                                  | .refunds.refunded_at: found nothing, expected a column or a constant: refunds need it
          events: {raw_event_name: n}                           | .events.occurred_at: found nothing, expected a column or a constant: events need it
          customers: {email: e}                                 | .customers.source_id: found nothing, expected a column or a constant: customers need it
          customers: {source_id: i, e_mail: e}                  | .customers.e_mail: unknown field of customers. Did you mean email?
          """)
  void shouldRefuseAMapping(String feed, String refusal) {
    conf.stream("sales: {path: a.csv, layout: csv, feeds: {" + feed + "}}");

    assertThat(conf.refusal()).isEqualTo(FEEDS + refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path: /etc/a.csv, layout: csv                         | path: found '/etc/a.csv', expected a pattern of files below the input, such as orders/*.csv
          path: a/../../b.csv, layout: csv                      | path: found 'a/../../b.csv', expected a pattern of files below the input, such as orders/*.csv
          path: 'a[', layout: csv                               | path: found 'a[', expected a pattern of files below the input, such as orders/*.csv
          layout: csv                                           | path: found nothing, expected a pattern of files below the input, such as orders/*.csv
          path: a, layout: xml                                  | layout: found 'xml', expected csv or json-lines or parquet or lines
          path: a, layout: csv, charset: utf-9                  | charset: found 'utf-9', expected a character set such as UTF-8 or windows-1252
          path: a, layout: csv, delimiter: ab                   | delimiter: found 'ab', expected one character
          path: a, layout: csv, line-breaks: yes                | line-breaks: found 'yes', expected true or false
          path: a, layout: parquet, charset: UTF-8              | charset: unknown key, expected one of feeds, layout, path
          path: a, layout: csv, headerlines: 1                  | headerlines: unknown key, expected one of charset, delimiter, feeds, layout, line-breaks, path
          path: a, layout: lines                                | pattern: found nothing, expected a regular expression
          path: a, layout: lines, pattern: '(?<d>x'             | pattern: found at position 6: Unclosed group, expected a regular expression
          path: a, layout: lines, pattern: '(d)'                | pattern: found no named group, expected (?<name>...) for each column
          path: a, layout: lines, pattern: '(?<day>d) (?<t>\\d)' | feeds.orders.placed_at: found no group 'd' in the pattern, expected one of day, t
          path: a, layout: lines, pattern: '(?<d>.)(?<t>.)', header-lines: -1 | header-lines: found '-1', expected a whole number from 0 to 1000
          """)
  void shouldRefuseAStream(String stream, String refusal) {
    conf.stream("sales: {" + stream + ", feeds: {orders: {placed_at: {column: d}, net_total: t}}}");

    assertThat(conf.refusal())
        .isEqualTo(
            FEEDS.replace("feeds", "") + refusal.replace(".placed_at:", ".placed_at.column:"));
  }

  @Test
  void shouldRefuseAStreamsNameThatIsNoName() {
    conf.stream("Sales-2: {path: a, layout: parquet, feeds: {customers: {source_id: id}}}");

    assertThat(conf.refusal())
        .endsWith(
            "files.streams.Sales-2: found 'Sales-2', expected a small letter, then up to 39 small"
                + " letters, digits or _");
  }

  @Test
  void shouldRefuseAStreamThatFeedsNothing() {
    conf.stream("sales: {path: a, layout: parquet}");

    assertThat(conf.refusal())
        .isEqualTo(
            FEEDS
                + ": found nothing, expected one or more of customers, orders, order_lines,"
                + " refunds, events, products, messages, consents");
  }

  @Test
  void shouldTakeOrdersWithoutATotalWhereLinesAreFed() {
    conf.stream(
        """
        orders: {path: o.csv, layout: csv, feeds: {orders: {placed_at: d}}}
        lines: {path: l.csv, layout: csv, feeds: {order_lines: {order_source_id: o, quantity: q, line_total: t}}}
        """);

    assertThat(conf.read().files().streams()).hasSize(2);
  }

  @Test
  void shouldTakeConstantsAndFormats() {
    conf.stream(
        """
        sales:
          path: a
          layout: parquet
          feeds:
            orders:
              placed_at: {column: d, format: dd/MM/yyyy}
              net_total: {constant: 0}
              sales_channel: {constant: "null"}
        """);

    assertThat(conf.read().files().streams().get(0).feeds().get(Orders.TABLE).values())
        .containsOnly(
            entry(Orders.PLACED_AT, Value.column("d", "dd/MM/yyyy")),
            entry(Orders.NET_TOTAL, Value.constant("0")),
            entry(Orders.SALES_CHANNEL, Value.constant("null")));
  }

  @Test
  void shouldKnowEveryNeededFieldAmongTheFieldsOfItsTable() {
    for (String name : Canonical.names()) {
      Canonical canonical = Canonical.named(name).orElseThrow();
      assertThat(canonical.fields().values()).containsAll(canonical.needed());
    }
  }
}
