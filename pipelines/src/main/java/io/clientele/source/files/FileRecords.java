package io.clientele.source.files;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** Records of a stream of files as they were received, and which files were taken. */
final class FileRecords {
  static final String RECORD_KIND = "RECORD";
  static final String STATE_KIND = "STATE";

  static final Field KIND =
      Field.required(
          "_kind", Types.TEXT, "RECORD, or STATE: a file, or a part of it, that was taken whole.");
  static final Field FILE =
      Field.required("_file", Types.TEXT, "Path of the file below the input folder.");
  static final Field SIZE = Field.required("_size", Types.COUNT, "Size of the file in bytes.");
  static final Field MODIFIED_AT =
      Field.required("_modified_at", Types.INSTANT, "Last change of the file, UTC.");
  static final Field OFFSET =
      Field.required(
          "_offset",
          Types.COUNT,
          "Byte offset of the record or part in the file, unpacked; of Parquet the row's index.");
  static final Field HEADER =
      Field.optional("_header", Types.TEXT, "Line that names the record's columns, of CSV.");
  static final Field RECORD =
      Field.optional("_received", Types.TEXT, "Record as received; of Parquet as JSON object.")
          .personal(Personal.CONTACT);
  static final Field ROWS =
      Field.optional("_rows", Types.COUNT, "Records taken from the part; only of STATE.");
  static final Field RUN_ID = Field.required("_run_id", Types.TEXT, "Run that took the file.");

  private FileRecords() {}

  static Table table(FileStream stream) {
    return new Table(
        Layer.BRONZE,
        "file_" + stream.name(),
        List.of(KIND, FILE, SIZE, MODIFIED_AT, OFFSET, HEADER, RECORD, ROWS, RUN_ID),
        List.of(),
        new Write.Append());
  }
}
