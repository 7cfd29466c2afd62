package io.clientele.feature.rfm;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** One row for each as-of date and customer: three scores and one group. */
public final class Rfm {
  public static final Field RECENCY_SCORE = score("recency", "whose last order is longer ago");
  public static final Field FREQUENCY_SCORE = score("frequency", "who have fewer orders ever");
  public static final Field MONETARY_SCORE = score("monetary", "whose net spend ever is lower");
  public static final Field SEGMENT =
      Field.required(
          "segment",
          Types.TEXT,
          "Group by the three scores on a scale of five; Prospects without an order.");

  public static final Table TABLE =
      new Table(
          Layer.GOLD,
          "rfm",
          List.of(
              AsOf.FIELD,
              Identities.CUSTOMER_ID,
              RECENCY_SCORE,
              FREQUENCY_SCORE,
              MONETARY_SCORE,
              SEGMENT),
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID),
          new Write.Replace(AsOf.FIELD));

  private Rfm() {}

  private static Field score(String what, String worse) {
    return Field.optional(
        what + "_score",
        Types.SMALL,
        "From 1, the worst, to as many as are set, 5 as shipped: 1 + floor(scores x customers "
            + worse
            + " / customers with an order), or by fixed cut points; null without an order.");
  }
}
