package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/** Purchases, counted or not: {@link #STATUS} and {@link #IS_TEST} say which count. */
public final class Orders {
  public static final Field ORDER_NUMBER =
      Field.optional("order_number", Types.TEXT, "Number that people know the order by.")
          .personal(Personal.ID);

  public static final Field STATUS =
      Field.required(
          "status",
          Types.TEXT,
          "PENDING, OPEN, PAID, FULFILLED, COMPLETED, CANCELLED, REFUNDED, PARTIALLY_REFUNDED,"
              + " FAILED or DRAFT; CANCELLED, FAILED and DRAFT orders do not count.");
  public static final Field RAW_STATUS =
      Field.optional("raw_status", Types.TEXT, "Status in the source's own words.");
  public static final Field PLACED_AT =
      Field.required("placed_at", Types.INSTANT, "Ordered at, UTC.");
  public static final Field CURRENCY =
      Field.required("currency", Types.TEXT, "Currency of the amounts, ISO 4217.");
  public static final Field DISCOUNT_TOTAL =
      Field.required("discount_total", Types.AMOUNT, "Discounts given, positive; 0 if none.");
  public static final Field TAX_TOTAL =
      Field.optional("tax_total", Types.AMOUNT, "Tax, whether included in the total or not.");
  public static final Field SHIPPING_TOTAL =
      Field.optional("shipping_total", Types.AMOUNT, "Shipping charged.");
  public static final Field NET_TOTAL =
      Field.required(
          "net_total",
          Types.AMOUNT,
          "What counts as spend: the amount after discounts and before refunds; where the source"
              + " tells none, the sum of the order's lines.");
  public static final Field REPORTED_TOTAL =
      Field.required(
          "reported_total",
          Types.AMOUNT,
          "The net total in the tenant's currency, by the rate of the day it was placed on.");
  public static final Field REPORTED_DISCOUNT =
      Field.required(
          "reported_discount",
          Types.AMOUNT,
          "The discounts in the tenant's currency, by the same rate.");
  public static final Field ITEM_COUNT =
      Field.optional(
          "item_count", Types.AMOUNT, "Units ordered; null where only the order lines tell.");
  public static final Field SALES_CHANNEL =
      Field.optional("sales_channel", Types.TEXT, "Where it was sold, such as web or store.");
  public static final Field IS_TEST =
      Field.required("is_test", Types.FLAG, "True for an order made for testing; never counts.");

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "orders",
          Origin.around(
              ORDER_NUMBER,
              Origin.CUSTOMER_SOURCE_ID,
              STATUS,
              RAW_STATUS,
              PLACED_AT,
              CURRENCY,
              DISCOUNT_TOTAL,
              TAX_TOTAL,
              SHIPPING_TOTAL,
              NET_TOTAL,
              REPORTED_TOTAL,
              REPORTED_DISCOUNT,
              ITEM_COUNT,
              SALES_CHANNEL,
              IS_TEST),
          Origin.KEY,
          new Write.Upsert());

  private Orders() {}
}
