package io.clientele.segment;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** The cluster of each customer that a model could place; customers it leaves out have no row. */
public final class Clusters {
  public static final Field SEGMENT =
      Field.required(
          "segment", Types.TEXT, "Cluster; numbered from 1 by falling mean spend in training.");

  public static final Table TABLE =
      new Table(
          Layer.GOLD,
          "clusters",
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID, SEGMENT),
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID),
          new Write.Replace(AsOf.FIELD),
          List.of(
              new Check(
                  "clusters_found",
                  count(lit(1)),
                  1,
                  Double.POSITIVE_INFINITY,
                  Check.Severity.WARN,
                  "No clusters: fewer customers with orders, or fewer that differ, than clusters"
                      + " asked for.")));

  private Clusters() {}
}
