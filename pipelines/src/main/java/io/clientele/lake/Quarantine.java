package io.clientele.lake;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** Why rows were kept out of a table, one row for each reason; written by the lake alone. */
public final class Quarantine {
  public static final Field RUN_ID =
      Field.required("run_id", Types.TEXT, "Run that rejected the record.");
  public static final Field RUN_SEQ =
      Field.required("run_seq", Types.COUNT, "Number of that run within the tenant.");
  public static final Field STEP =
      Field.required("step", Types.TEXT, "Step that rejected the record.");
  public static final Field TABLE_ID =
      Field.required("table_id", Types.TEXT, "Table that the record was meant for.");
  public static final Field CODE = Rejects.CODE;
  public static final Field FIELD = Rejects.FIELD;
  public static final Field VALUE = Rejects.VALUE;
  public static final Field PLACE =
      Field.optional("place", Types.TEXT, "Where the record was found.");
  public static final Field RECORD =
      Field.optional("record", Types.TEXT, "Record as it was received.").personal(Personal.CONTACT);

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "quarantine",
          List.of(RUN_ID, RUN_SEQ, STEP, TABLE_ID, CODE, FIELD, VALUE, PLACE, RECORD),
          List.of(),
          new Write.Append());

  private Quarantine() {}
}
