package io.clientele.feature;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * One row for each as-of date and each customer who had registered or been active before it: all
 * features of the catalogue.
 */
public final class CustomerFeatures {
  public static final Field ORDERS = Catalogue.ORDERS_EVER.field();
  public static final Field ORDERS_30D = Catalogue.ORDERS_30D.field();
  public static final Field ORDERS_90D = Catalogue.ORDERS_90D.field();
  public static final Field ORDERS_365D = Catalogue.ORDERS_365D.field();
  public static final Field UNITS = Catalogue.UNITS_EVER.field();
  public static final Field NET_SPEND = Catalogue.NET_SPEND_EVER.field();
  public static final Field NET_SPEND_30D = Catalogue.NET_SPEND_30D.field();
  public static final Field NET_SPEND_90D = Catalogue.NET_SPEND_90D.field();
  public static final Field NET_SPEND_365D = Catalogue.NET_SPEND_365D.field();
  public static final Field RECENCY_DAYS = Catalogue.RECENCY_DAYS.field();
  public static final Field TENURE_DAYS = Catalogue.TENURE_DAYS.field();
  public static final Field MEDIAN_ORDER_GAP_DAYS = Catalogue.MEDIAN_ORDER_GAP_DAYS.field();
  public static final Field AVERAGE_ORDER_VALUE = Catalogue.AVERAGE_ORDER_VALUE.field();

  /** The features alone, without the date and the customer. */
  static final List<Field> FEATURES = Catalogue.FEATURES.stream().map(Feature::field).toList();

  public static final Table TABLE =
      new Table(
          Layer.GOLD,
          "customer_features",
          Stream.concat(Stream.of(AsOf.FIELD, Identities.CUSTOMER_ID), FEATURES.stream()).toList(),
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID),
          new Write.Replace(AsOf.FIELD),
          List.of(
              atLeastOne(
                  "customers known",
                  count(lit(1)),
                  "No customer is known before the as-of date: there is nobody to segment. Give"
                      + " files with customers or orders, or a later as-of date."),
              atLeastOne(
                  "customers with orders",
                  sum(when(ORDERS.col().gt(0), 1).otherwise(0)),
                  "No customer has an order before the as-of date: all are prospects. Give files"
                      + " with orders, or a later as-of date.")));

  private CustomerFeatures() {}

  private static Check atLeastOne(String name, Column rows, String says) {
    return new Check(name, rows, 1, Double.MAX_VALUE, Check.Severity.WARN, says);
  }
}
