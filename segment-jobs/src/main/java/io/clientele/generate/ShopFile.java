package io.clientele.generate;

import java.util.List;

/** A file of comma-separated values that a generation writes, with its columns. */
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

  /** What no shop knows: for judging models, never an input. */
  static final ShopFile TRUTH =
      of(
          "truth.csv",
          "customer_id",
          "archetype",
          "buyer",
          "orders",
          "net_spend",
          "purchases_per_week",
          "deaths_per_week",
          "died_at",
          "alive",
          "orders_next_365d",
          "spend_next_365d");

  static final List<ShopFile> ALL = List.of(CUSTOMERS, ORDERS, ORDER_LINES, REFUNDS, TRUTH);

  private static ShopFile of(String name, String... columns) {
    return new ShopFile(name, List.of(columns));
  }

  /** The file of JSON lines that holds the events of the month. */
  static String events(String month) {
    return "events-" + month + ".jsonl";
  }
}
