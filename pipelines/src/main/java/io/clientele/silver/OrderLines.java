package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/** What was bought in an order, a row for each line. */
public final class OrderLines {
  public static final Field ORDER_SOURCE_ID =
      Field.required("order_source_id", Types.TEXT, "Order in the source system.");
  public static final Field PRODUCT_SOURCE_ID =
      Field.optional("product_source_id", Types.TEXT, "Product in the source system.");
  public static final Field SKU = Field.optional("sku", Types.TEXT, "Stock keeping unit.");
  public static final Field TITLE = Field.optional("title", Types.TEXT, "Product as sold.");
  public static final Field CATEGORY =
      Field.optional("category", Types.TEXT, "Category of the product as sold.");
  public static final Field QUANTITY = Field.required("quantity", Types.AMOUNT, "Units bought.");
  public static final Field LINE_DISCOUNT =
      Field.required("line_discount", Types.AMOUNT, "Discount on the line, positive; 0 if none.");
  public static final Field LINE_TOTAL =
      Field.required("line_total", Types.AMOUNT, "Amount of the line after discounts.");

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "order_lines",
          Origin.around(
              ORDER_SOURCE_ID,
              PRODUCT_SOURCE_ID,
              SKU,
              TITLE,
              CATEGORY,
              QUANTITY,
              LINE_DISCOUNT,
              LINE_TOTAL),
          Origin.KEY,
          new Write.Upsert());

  private OrderLines() {}
}
