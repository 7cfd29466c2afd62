package io.clientele.publish.postgres;

import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** The receipts of publishing: what a store outside the lake said that it shows. */
public final class Publications {
  public static final Field RUN_ID = Field.required("run_id", Types.TEXT, "Run that published.");
  public static final Field RUN_SEQ =
      Field.required("run_seq", Types.COUNT, "Number of the run within its tenant.");
  public static final Field TARGET =
      Field.required("target", Types.TEXT, "Kind of store, such as postgres.");
  public static final Field DATASET =
      Field.required("dataset", Types.TEXT, "Table whose rows became visible.");
  public static final Field ROWS =
      Field.required("rows", Types.COUNT, "Rows that became visible, as the store counted them.");

  public static final Table TABLE =
      new Table(
          Layer.OPS,
          "publications",
          List.of(RUN_ID, RUN_SEQ, AsOf.FIELD, TARGET, DATASET, ROWS),
          List.of(RUN_ID, TARGET, DATASET),
          new Write.Append());

  private Publications() {}
}
