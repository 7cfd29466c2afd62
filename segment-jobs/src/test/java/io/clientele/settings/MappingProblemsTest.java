package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.clientele.silver.Customers;
import io.clientele.silver.Notation;
import io.clientele.silver.Notation.Operator;
import io.clientele.silver.Numbers;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.source.files.Condition;
import io.clientele.source.files.Filter;
import io.clientele.source.files.Mapping;
import io.clientele.source.files.Mapping.Value;
import io.clientele.table.Table;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
          products: {sku: s}                                    | .products.product_source_id: found nothing, expected a column or a constant: products need it
          messages: {sent_at: s, open_counts: x}                | .messages.open_counts: unknown field of messages. Did you mean open_count?
          consents: {status: s}                                 | .consents.channel: found nothing, expected a column or a constant: consents need it
          orders: {placed_at: d}                                | .orders.net_total: found nothing, expected a column or a constant: orders need it, unless a stream feeds order_lines
          orders: {placed_at: d, net_total: {}}                 | .orders.net_total: found none, expected one of column, constant and product
          orders: {placed_at: d, net_total: {column: a, constant: 1}} | .orders.net_total: found column and constant, expected one of column, constant and product
          orders: {placed_at: d, net_total: {column: a, format: yyyy}} | .orders.net_total.format: found one, expected it only at columns of dates and times
          orders: {placed_at: {column: d, format: jj}, net_total: a} | .orders.placed_at.format: found 'jj', expected how the date or time is written, such as dd/MM/yyyy HH:mm
          orders: {placed_at: {column: d, format: YYYY-MM-dd}, net_total: a} | .orders.placed_at.format: found 'YYYY-MM-dd', expected how the date or time is written, such as dd/MM/yyyy HH:mm
          orders: {placed_at: {column: d, format: [iso, jj]}, net_total: a} | .orders.placed_at.format.2: found 'jj', expected how the date or time is written, such as dd/MM/yyyy HH:mm
          orders: {placed_at: {column: d, format: []}, net_total: a} | .orders.placed_at.format: found an empty list, expected how the date or time is written, such as dd/MM/yyyy HH:mm
          orders: {placed_at: {column: d, format: [{a: b}]}, net_total: a} | .orders.placed_at.format: found keys below it, expected how the date or time is written, such as dd/MM/yyyy HH:mm
          orders: {placed_at: {column: d, zone: Berlin}, net_total: a} | .orders.placed_at.zone: found 'Berlin', expected a time zone such as Europe/Berlin or UTC
          orders: {placed_at: {column: d, number: "0.1"}, net_total: a} | .orders.placed_at.number: found one, expected it only at columns of amounts and quantities
          orders: {placed_at: d, net_total: {column: a, zone: UTC}} | .orders.net_total.zone: found one, expected it only at columns of dates and times
          orders: {placed_at: d, net_total: {constant: 1, number: "0.1"}} | .orders.net_total.number: found one, expected it only at columns of amounts and quantities
          orders: {placed_at: d, net_total: a, source_id: {column: i, tax: {included: t}}} | .orders.source_id.tax: found one, expected it only at columns of amounts and quantities
          orders: {placed_at: d, net_total: {column: a, number: "1,234"}} | .orders.net_total.number: found '1,234', expected a number with two decimals and, where they are marked, thousands, such as 1.234,56
          orders: {placed_at: d, net_total: {product: [a]}}     | .orders.net_total.product: found 1 columns, expected two
          orders: {placed_at: d, net_total: {product: a}}       | .orders.net_total.product: found 1 columns, expected two
          orders: {placed_at: d, net_total: {product: [a, b], column: c}} | .orders.net_total: found column and product, expected one of column, constant and product
          orders: {placed_at: d, net_total: {column: a, tax: {included: t}}} | .orders.net_total.tax: found one, expected tenant.tax to say which amounts count
          orders: {placed_at: d, net_total: {column: a, tax: {included: t, excluded: t}}} | .orders.net_total.tax: found both, expected included or excluded
          orders: {placed_at: d, net_total: {column: a, tax: {}}} | .orders.net_total.tax: found neither, expected included or excluded
          orders: {placed_at: d, net_total: a, only: {q: postive}} | .orders.only.q: found 'postive', expected present, absent, positive, negative, zero, a value, a list of values, or matches
          orders: {placed_at: d, net_total: a, only: {q: }}     | .orders.only.q: found nothing, expected present, absent, positive, negative, zero, a value, a list of values, or matches
          orders: {placed_at: d, net_total: a, only: {q: []}}   | .orders.only.q: found an empty list, expected a value
          orders: {placed_at: d, net_total: a, except: {q: {matches: "C("}}} | .orders.except.q.matches: found 'C(', expected a regular expression
          orders: {placed_at: d, net_total: a, except: {q: {}}} | .orders.except.q.matches: found nothing, expected a regular expression
          orders: {placed_at: d, net_total: a, except: q}       | .orders.except: found a value, expected keys below it
          orders: {placed_at: d, net_total: a, exept: {q: zero}} | .orders.exept: unknown field of orders. Did you mean except?
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
          path: a, layout: parquet, charset: UTF-8              | charset: unknown key, expected one of except, feeds, layout, numbers, only, path, times, zone
          path: a, layout: csv, headerlines: 1                  | headerlines: unknown key, expected one of charset, delimiter, except, feeds, layout, line-breaks, numbers, only, path, times, zone
          path: a, layout: csv, numbers: 1.234                  | numbers: found '1.234', expected a number with two decimals and, where they are marked, thousands, such as 1.234,56
          path: a, layout: csv, times: [iso, week]              | times.2: found 'week', expected how the date or time is written, such as dd/MM/yyyy HH:mm
          path: a, layout: csv, zone: CEST                      | zone: found 'CEST', expected a time zone such as Europe/Berlin or UTC
          path: a, layout: csv, only: {q: presnt}               | only.q: found 'presnt', expected present, absent, positive, negative, zero, a value, a list of values, or matches
          path: a, layout: lines, pattern: '(?<d>.)(?<t>.)', except: {x: zero} | except.x: found no group 'x' in the pattern, expected one of d, t
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
            entry(
                Orders.PLACED_AT,
                Value.column("d", Notation.ofTimes(List.of("dd/MM/yyyy"), Optional.empty()))),
            entry(Orders.NET_TOTAL, Value.constant("0")),
            entry(Orders.SALES_CHANNEL, Value.constant("null")));
  }

  @Test
  void shouldTakeFromTheStreamWhatAFeedDoesNotSay() {
    conf.shop("tenant: {tax: excluded}");
    conf.stream(
        """
        sales:
          path: a
          layout: csv
          numbers: 1.234,56
          times: [iso, dd.MM.yyyy]
          zone: Europe/Vienna
          only: {Total: positive}
          feeds:
            customers: {source_id: Customer}
            orders:
              except: {No: [b, a, a], Type: {matches: C.*}}
              placed_at: {column: Day, zone: UTC}
              source_created_at: {column: Made, format: yyyy}
              net_total: {column: Total, number: "0.5", tax: {included: Tax}}
              discount_total: {product: [Pieces, Off], tax: {excluded: Tax}}
        """);
    Numbers german = Numbers.like("1.234,56");
    Condition positive = new Condition.Signed("Total", Condition.Sign.POSITIVE, german);

    Map<Table, Mapping> feeds = conf.read().files().streams().get(0).feeds();

    assertThat(feeds.get(Customers.TABLE).filter())
        .isEqualTo(new Filter(List.of(positive, new Condition.Present("Customer")), List.of()));
    assertThat(feeds.get(Orders.TABLE).filter())
        .isEqualTo(
            new Filter(
                List.of(positive),
                List.of(
                    new Condition.OneOf("No", List.of("a", "b")),
                    new Condition.Matches("Type", "C.*"))));
    assertThat(feeds.get(Orders.TABLE).values())
        .containsOnly(
            entry(
                Orders.PLACED_AT,
                Value.column(
                    "Day",
                    Notation.ofTimes(List.of("iso", "dd.MM.yyyy"), Optional.of(ZoneId.of("UTC"))))),
            entry(
                Origin.SOURCE_CREATED_AT,
                Value.column(
                    "Made",
                    Notation.ofTimes(List.of("yyyy"), Optional.of(ZoneId.of("Europe/Vienna"))))),
            entry(
                Orders.NET_TOTAL,
                new Value(
                    List.of("Total", "Tax"),
                    Optional.empty(),
                    Notation.ofNumbers(Numbers.PLAIN).then(Operator.LESS_TAX))),
            entry(
                Orders.DISCOUNT_TOTAL,
                new Value(
                    List.of("Pieces", "Off"),
                    Optional.empty(),
                    Notation.ofNumbers(german).then(Operator.TIMES))));
  }

  @Test
  void shouldNeedNoTotalOfOrdersWhereLinesAreFed() {
    conf.stream(
        """
        orders: {path: a, layout: csv, feeds: {orders: {placed_at: d}}}
        lines:
          path: b
          layout: csv
          feeds: {order_lines: {order_source_id: o, quantity: q, line_total: t}}
        """);

    assertThat(conf.read().files().streams()).hasSize(2);
  }

  @Test
  void shouldTellSettingsApartByTheirLists() {
    String stream = "sales: {path: a, layout: csv, times: %s, feeds: {customers: {source_id: i}}}";

    String one = conf.stream(stream.formatted("[iso, yyyy]")).read().digest();

    assertThat(conf.stream(stream.formatted("[yyyy, iso]")).read().digest()).isNotEqualTo(one);
    assertThat(conf.stream(stream.formatted("[iso, yyyy]")).read().digest()).isEqualTo(one);
  }

  @Test
  void shouldKnowEveryNeededFieldAmongTheFieldsOfItsTable() {
    for (String name : Canonical.names()) {
      Canonical canonical = Canonical.named(name).orElseThrow();
      assertThat(canonical.fields().values()).containsAll(canonical.needed());
    }
  }
}
