package io.clientele.job;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** Verdicts on the rows that steps made. */
public final class CheckLog {
  static final Field JOB = Field.required("job", Types.TEXT, "Job that made the rows.");
  static final Field TABLE_ID = Field.required("table_id", Types.TEXT, "Table, as layer.name.");
  static final Field CHECK = Field.required("check", Types.TEXT, "What was checked.");
  static final Field OUTCOME =
      Field.required("outcome", Types.TEXT, "PASS, WARN, FAIL, or ERROR where not computed.");
  static final Field VALUE = Field.optional("value", Types.NUMBER, "What was found.");
  static final Field SAYS =
      Field.required("says", Types.TEXT, "The sentence that is said where it does not hold.");

  public static final Table TABLE =
      new Table(
          Layer.OPS,
          "checks",
          List.of(RunLog.RUN_ID, RunLog.RUN_SEQ, JOB, TABLE_ID, CHECK, OUTCOME, VALUE, SAYS),
          List.of(),
          new Write.Append());

  private CheckLog() {}
}
