package io.clientele.segment;

import io.clientele.table.Field;
import io.clientele.table.Table;

/**
 * A way of dividing all customers.
 *
 * @param name as it stands in {@link Memberships#SEGMENTATION}
 * @param table holds the segments, at most one row for each customer of a date
 * @param segment its field that names the segment
 * @param others segment of customers with orders that the table does not place
 */
public record Segmentation(String name, Table table, Field segment, String others) {
  /** Segment of customers without orders that a segmentation's table does not place. */
  public static final String PROSPECTS = "Prospects";

  static final Segmentation CLUSTERS =
      new Segmentation("clusters", Clusters.TABLE, Clusters.SEGMENT, "Unclustered");
}
