package io.clientele.job;

import io.clientele.lake.Tended;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What was done to stored tables between runs, a row for each table and time. */
public final class MaintenanceLog {
  static final Field AT = Field.required("at", Types.INSTANT, "Began at, UTC.");
  static final Field TABLE_ID = Field.required("table_id", Types.TEXT, "Table, as layer.name.");
  static final Field FILES_BEFORE =
      Field.required("files_before", Types.COUNT, "Files that its newest version consisted of.");
  static final Field FILES_AFTER =
      Field.required("files_after", Types.COUNT, "The same afterwards.");
  static final Field BYTES_BEFORE =
      Field.required("bytes_before", Types.COUNT, "Size of all its files, old versions included.");
  static final Field BYTES_AFTER =
      Field.required("bytes_after", Types.COUNT, "The same afterwards.");
  static final Field KEPT_FROM =
      Field.required("kept_from", Types.COUNT, "Oldest version that was kept readable.");
  static final Field REMOVED_FILES =
      Field.required("removed_files", Types.COUNT, "Files that were removed.");
  static final Field REMOVED_BYTES =
      Field.required("removed_bytes", Types.COUNT, "Size of the files that were removed.");
  static final Field DROPPED_ROWS =
      Field.required("dropped_rows", Types.COUNT, "Rows that were dropped for their age.");

  public static final Table TABLE =
      new Table(
          Layer.OPS,
          "maintenance",
          List.of(
              AT,
              TABLE_ID,
              FILES_BEFORE,
              FILES_AFTER,
              BYTES_BEFORE,
              BYTES_AFTER,
              KEPT_FROM,
              REMOVED_FILES,
              REMOVED_BYTES,
              DROPPED_ROWS),
          List.of(),
          new Write.Append());

  private MaintenanceLog() {}

  static Row row(Instant at, Tended tended, long droppedRows) {
    return RowFactory.create(
        at,
        tended.table(),
        tended.filesBefore(),
        tended.filesAfter(),
        tended.bytesBefore(),
        tended.bytesAfter(),
        tended.keptFrom(),
        tended.removedFiles(),
        tended.removedBytes(),
        droppedRows);
  }
}
