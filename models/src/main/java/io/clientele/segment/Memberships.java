package io.clientele.segment;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** Who is in which segment: one row for every customer of a date in each segmentation. */
public final class Memberships {
  /** Stands where a customer has no single segment: no such row is ever let into the table. */
  static final String NONE_SINGLE = "";

  public static final Field SEGMENTATION =
      Field.required(
          "segmentation", Types.TEXT, "Way of dividing all customers, such as rfm or clusters.");
  public static final Field SEGMENT =
      Field.required("segment", Types.TEXT, "The one segment of it that the customer lies in.");

  public static final Field SINCE =
      Field.required(
          "since",
          Types.DAY,
          "First as-of date of those without a break on which the customer was found in the"
              + " segment.");
  public static final Field PREVIOUS_SEGMENT =
      Field.optional(
          "previous_segment",
          Types.TEXT,
          "The segment that the customer came from; null where no run has found another.");

  public static final Table TABLE =
      new Table(
          Layer.GOLD,
          "segment_memberships",
          List.of(
              AsOf.FIELD, SEGMENTATION, SEGMENT, Identities.CUSTOMER_ID, SINCE, PREVIOUS_SEGMENT),
          List.of(AsOf.FIELD, SEGMENTATION, Identities.CUSTOMER_ID),
          new Write.Replace(AsOf.FIELD),
          List.of(
              new Check(
                  "one_segment_each",
                  count(when(SEGMENT.col().equalTo(NONE_SINGLE), 1)),
                  0,
                  0,
                  Check.Severity.FAIL,
                  "Customers lie in two segments of one segmentation.")));

  private Memberships() {}
}
