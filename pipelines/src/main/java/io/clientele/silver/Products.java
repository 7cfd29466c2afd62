package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/** What is sold: a row for each variant, and for each product that has none. */
public final class Products {
  public static final Field PRODUCT_SOURCE_ID =
      Field.required("product_source_id", Types.TEXT, "Product in the source system.");
  public static final Field VARIANT_SOURCE_ID =
      Field.optional(
          "variant_source_id", Types.TEXT, "Variant of it; null where the row is the product.");
  public static final Field SKU = Field.optional("sku", Types.TEXT, "Stock keeping unit.");
  public static final Field BARCODE =
      Field.optional("barcode", Types.TEXT, "Number under the bars, such as an EAN.");
  public static final Field TITLE = Field.optional("title", Types.TEXT, "Name of the product.");
  public static final Field VARIANT_TITLE =
      Field.optional("variant_title", Types.TEXT, "What tells the variant from others.");
  public static final Field DESCRIPTION_TEXT =
      Field.optional("description_text", Types.TEXT, "Description, as text.");
  public static final Field PRODUCT_TYPE =
      Field.optional("product_type", Types.TEXT, "Kind of product in the source's own words.");
  public static final Field VENDOR = Field.optional("vendor", Types.TEXT, "Brand or supplier.");
  public static final Field CATEGORY =
      Field.optional("category", Types.TEXT, "Category in the source's own words.");
  public static final Field STATUS =
      Field.optional(
          "status", Types.TEXT, "ACTIVE, DRAFT or ARCHIVED; null where not told or not known.");
  public static final Field RAW_STATUS =
      Field.optional("raw_status", Types.TEXT, "Status in the source's own words.");
  public static final Field PRICE = Field.optional("price", Types.AMOUNT, "Price of one unit.");
  public static final Field COMPARE_AT_PRICE =
      Field.optional("compare_at_price", Types.AMOUNT, "Price that it is compared with.");
  public static final Field CURRENCY =
      Field.required("currency", Types.TEXT, "Currency of the prices, ISO 4217.");
  public static final Field INVENTORY_QUANTITY =
      Field.optional("inventory_quantity", Types.AMOUNT, "Units in stock.");
  public static final Field URL = Field.optional("url", Types.TEXT, "Its page in the shop.");
  public static final Field IMAGE_URL = Field.optional("image_url", Types.TEXT, "Its picture.");

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "products",
          Origin.around(
              PRODUCT_SOURCE_ID,
              VARIANT_SOURCE_ID,
              SKU,
              BARCODE,
              TITLE,
              VARIANT_TITLE,
              DESCRIPTION_TEXT,
              PRODUCT_TYPE,
              VENDOR,
              CATEGORY,
              STATUS,
              RAW_STATUS,
              PRICE,
              COMPARE_AT_PRICE,
              CURRENCY,
              INVENTORY_QUANTITY,
              URL,
              IMAGE_URL),
          Origin.KEY,
          new Write.Upsert());

  private Products() {}
}
