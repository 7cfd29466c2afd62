package io.clientele.generate;

import java.util.List;

/** A file that a generation writes. One of comma-separated values has columns. */
record ShopFile(String name, List<String> columns) {
  static final ShopFile CUSTOMERS =
      of(
          "customers.csv",
          "customer_id",
          "email",
          "first_name",
          "last_name",
          "country",
          "created_at",
          "updated_at");
  static final ShopFile ORDERS =
      of(
          "orders.csv",
          "order_id",
          "customer_id",
          "ordered_at",
          "status",
          "channel",
          "currency",
          "discount",
          "total",
          "updated_at");
  static final ShopFile ORDER_LINES =
      of(
          "order_lines.csv",
          "line_id",
          "order_id",
          "product_id",
          "title",
          "category",
          "quantity",
          "discount",
          "total");
  static final ShopFile REFUNDS =
      of(
          "refunds.csv",
          "refund_id",
          "order_id",
          "customer_id",
          "refunded_at",
          "currency",
          "amount",
          "quantity",
          "reason");

  static final ShopFile PRODUCTS =
      of("products.csv", "product_id", "sku", "title", "category", "price", "currency", "url");
  static final ShopFile CONSENTS =
      of("consents.csv", "consent_id", "customer_id", "channel", "status", "captured_at");

  /** What no shop knows: for judging models, never an input. */
  static final ShopFile TRUTH =
      of(
          "truth.csv",
          "customer_id",
          "person",
          "archetype",
          "bot",
          "buyer",
          "currency",
          "orders",
          "net_spend",
          "purchases_per_week",
          "deaths_per_week",
          "died_at",
          "alive",
          "orders_next_365d",
          "spend_next_365d");

  /** What promotions do to each kind of customers. */
  static final ShopFile TRUTH_PROMOTIONS =
      of("truth_promotions.csv", "promotion", "starts_at", "ends_at", "archetype", "uplift");

  /** The orders of promotions' days, and whether they would have come anyway. */
  static final ShopFile TRUTH_ORDERS =
      of("truth_orders.csv", "order_id", "customer_id", "promotion", "incremental");

  /** What is amiss with the files: records that lie in them more than once, or late. */
  static final ShopFile TRUTH_DELIVERIES =
      of("truth_deliveries.csv", "record_id", "kind", "file", "due_file");

  private static final List<String> MESSAGE_COLUMNS =
      List.of(
          "message_id",
          "campaign_id",
          "customer_id",
          "channel",
          "sent_at",
          "delivered_at",
          "first_opened_at",
          "first_clicked_at",
          "bounced_at",
          "unsubscribed_at");

  private static ShopFile of(String name, String... columns) {
    return new ShopFile(name, List.of(columns));
  }

  /** The file of JSON lines that holds the events of the month. */
  static ShopFile events(String month) {
    return of("events-" + month + ".jsonl");
  }

  /** The file that holds the messages sent in the month. */
  static ShopFile messages(String month) {
    return new ShopFile("messages-" + month + ".csv", MESSAGE_COLUMNS);
  }

  /** The file that is handed in later, with what the first one lacked or had wrong. */
  ShopFile update() {
    return new ShopFile(name.replace(".csv", "-update.csv"), columns);
  }
}
