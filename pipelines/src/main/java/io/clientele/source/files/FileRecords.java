package io.clientele.source.files;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Records of a stream of files as they were received, and what is known of the files. */
final class FileRecords {
  static final String RECORD_KIND = "RECORD";
  static final String STATE_KIND = "STATE";
  static final String SEEN_KIND = "SEEN";
  static final String FORGOTTEN_KIND = "FORGOTTEN";

  static final Field KIND =
      Field.required(
          "_kind",
          Types.TEXT,
          "RECORD; STATE: a file, or a part of it, that was taken whole; SEEN: a file as it was found"
              + " with a content that is known; FORGOTTEN: a file whose records were taken out.");
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
  static final Field DIGEST =
      Field.optional("_digest", Types.TEXT, "SHA-256 of the file's bytes; of all but RECORD.");

  private FileRecords() {}

  static Table table(FileStream stream) {
    return new Table(
        Layer.BRONZE,
        "file_" + stream.name(),
        List.of(KIND, FILE, SIZE, MODIFIED_AT, OFFSET, HEADER, RECORD, ROWS, RUN_ID, DIGEST),
        List.of(),
        new Write.Exchange(FILE));
  }

  /** What is to be known of a part of a file that was taken. */
  static Row taken(InputFile file, long offset, long rows, String runId) {
    return row(STATE_KIND, file, offset, rows, runId);
  }

  /** What is to be known of a file without its records. */
  static Row known(String kind, InputFile file, String runId) {
    return row(kind, file, 0, null, runId);
  }

  private static Row row(String kind, InputFile file, long offset, Long rows, String runId) {
    return RowFactory.create(
        kind,
        file.file(),
        file.size(),
        file.modifiedAt(),
        offset,
        null,
        null,
        rows,
        runId,
        file.digest());
  }
}
