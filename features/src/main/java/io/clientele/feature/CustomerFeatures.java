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
  public static final Field ORDERS = Windowed.ever(Windowed.ORDERS).field();
  public static final Field UNITS = Windowed.ever(Windowed.UNITS).field();
  public static final Field NET_SPEND = Windowed.ever(Windowed.NET_SPEND).field();
  public static final Field RECENCY_DAYS = Rhythm.RECENCY_DAYS.field();

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
