package io.clientele.publish.postgres;

import io.clientele.step.AsOf;
import io.clientele.step.Run;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Small tables of the shapes that are published. */
final class World {
  static final Field CUSTOMER = Field.required("customer_id", Types.TEXT, "The customer.");
  static final Field SEGMENTATION =
      Field.required("segmentation", Types.TEXT, "How customers are divided.");
  static final Field SEGMENT = Field.required("segment", Types.TEXT, "The segment's name.");
  static final Field CUSTOMERS = Field.required("customers", Types.COUNT, "Customers in it.");
  static final Field ORDERS = Field.required("orders", Types.COUNT, "Their orders.");
  static final Field UNITS = Field.required("units", Types.TOTAL, "Their units.");
  static final Field SPEND = Field.required("spend", Types.TOTAL, "What they spent, it's net.");
  static final Field RECENCY =
      Field.optional("recency_days", Types.SMALL, "Days since the last order.");

  static final Table MEMBERSHIPS =
      gold(
          "segment_memberships",
          List.of(AsOf.FIELD, SEGMENTATION, SEGMENT, CUSTOMER),
          List.of(AsOf.FIELD, SEGMENTATION, CUSTOMER));
  static final Table FEATURES =
      gold(
          "customer_features",
          List.of(AsOf.FIELD, CUSTOMER, SPEND, RECENCY),
          List.of(AsOf.FIELD, CUSTOMER));
  static final Table METRICS =
      gold(
          "segment_metrics",
          List.of(AsOf.FIELD, SEGMENTATION, SEGMENT, CUSTOMERS, ORDERS, UNITS, SPEND),
          List.of(AsOf.FIELD, SEGMENTATION, SEGMENT));
  static final Served SERVED = new Served(List.of(MEMBERSHIPS, FEATURES), METRICS);

  static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  static final LocalDate TUESDAY = MONDAY.plusDays(1);

  private World() {}

  static Table gold(String name, List<Field> fields, List<Field> key) {
    return new Table(Layer.GOLD, name, fields, key, new Write.Replace(AsOf.FIELD));
  }

  static Run run(String tenant, long seq, LocalDate asOf) {
    return new Run("run-" + seq, seq, tenant, asOf, 1, Instant.EPOCH, Map.of());
  }
}
