package io.clientele.job;

import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** The ledger of runs, as events: opened, a job done, refused, ended. */
public final class RunLog {
  public static final Field RUN_ID =
      Field.required("run_id", Types.TEXT, "The run, as given or made.");
  public static final Field RUN_SEQ =
      Field.required("run_seq", Types.COUNT, "Number of the run within the tenant, from 1.");
  public static final Field EVENT =
      Field.required("event", Types.TEXT, "OPENED, JOB_DONE, REFUSED or ENDED.");
  public static final Field JOB = Field.optional("job", Types.TEXT, "Job that the event is about.");
  public static final Field AT = Field.required("at", Types.INSTANT, "Happened at, UTC.");
  static final Field SEED = Field.required("seed", Types.COUNT, "Seed of everything random.");
  static final Field SETTINGS =
      Field.required("settings", Types.TEXT, "Digest of the effective settings.");
  static final Field INPUT = Field.required("input", Types.TEXT, "Where files were taken from.");
  static final Field VERSIONS =
      Field.required(
          "versions",
          Types.TEXT,
          "JSON, table versions by table id: of OPENED the run's pins, of JOB_DONE its commits.");
  public static final Field MESSAGE =
      Field.optional("message", Types.TEXT, "Why the run was refused.");

  static final Field ASKED =
      Field.optional("asked", Types.TEXT, "What was asked beyond an ordinary run; null: nothing.");

  public static final Table TABLE =
      new Table(
          Layer.OPS,
          "runs",
          List.of(
              RUN_ID,
              RUN_SEQ,
              EVENT,
              JOB,
              AT,
              AsOf.FIELD,
              SEED,
              SETTINGS,
              INPUT,
              VERSIONS,
              MESSAGE,
              ASKED),
          List.of(),
          new Write.Append());

  private RunLog() {}
}
