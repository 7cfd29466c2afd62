package io.clientele.segment;

import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** Every model that was ever trained, or could not be, each with its card. */
public final class Models {
  public static final Field MODEL =
      Field.required("model", Types.TEXT, "What the model is for, such as clusters.");
  public static final Field RUN_ID =
      Field.required("run_id", Types.TEXT, "Run that trained the model.");
  public static final Field RUN_SEQ =
      Field.required("run_seq", Types.COUNT, "Number of that run; the greatest is the newest.");
  public static final Field CARD =
      Field.required(
          "card",
          Types.TEXT,
          "Model card, JSON: algorithm, settings, seed, fields, sizes and centres, or why there is"
              + " no model.");
  public static final Field PARAMETERS =
      Field.optional(
          "parameters", Types.BYTES, "All that scoring needs; null where no model was trained.");

  public static final Table TABLE =
      new Table(
          Layer.GOLD,
          "models",
          List.of(MODEL, RUN_ID, RUN_SEQ, AsOf.FIELD, CARD, PARAMETERS),
          List.of(MODEL, RUN_SEQ),
          new Write.Append());

  private Models() {}
}
