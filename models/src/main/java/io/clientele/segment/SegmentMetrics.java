package io.clientele.segment;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.clientele.step.AsOf;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** What each segment amounts to; a segment without customers has no row. */
public final class SegmentMetrics {
  public static final Field CUSTOMERS =
      Field.required("customers", Types.COUNT, "Customers in the segment.");
  public static final Field ORDERS =
      Field.required("orders", Types.COUNT, "Orders they ever placed before the date.");
  public static final Field UNITS =
      Field.required("units", Types.TOTAL, "Units they ever bought before the date.");
  public static final Field SPEND =
      Field.required(
          "spend",
          Types.TOTAL,
          "What they ever spent before the date, less discounts and refunds; tenant's currency.");

  public static final Table TABLE =
      new Table(
          Layer.GOLD,
          "segment_metrics",
          List.of(
              AsOf.FIELD,
              Memberships.SEGMENTATION,
              Memberships.SEGMENT,
              CUSTOMERS,
              ORDERS,
              UNITS,
              SPEND),
          List.of(AsOf.FIELD, Memberships.SEGMENTATION, Memberships.SEGMENT),
          new Write.Replace(AsOf.FIELD),
          List.of(
              // Units and spend are left out: returns of what was bought before the first record
              // make them negative in earnest.
              new Check(
                  "counts_not_negative",
                  min(least(CUSTOMERS.col(), ORDERS.col())),
                  0,
                  Double.POSITIVE_INFINITY,
                  Check.Severity.FAIL,
                  "A segment has a negative number of customers or orders."),
              new Check(
                  "segments_found",
                  count(lit(1)),
                  1,
                  Double.POSITIVE_INFINITY,
                  Check.Severity.WARN,
                  "No segments: no customer is known before the as-of date.")));

  private SegmentMetrics() {}
}
