package io.clientele.source.files;

import io.clientele.source.files.InputFile.Stamp;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the bronze table tells of a file.
 *
 * @param as the file when it was taken or forgotten; where it was only seen, when that was
 * @param seen how it was found since, always with this content
 * @param records that were taken of it
 * @param runId run that took or forgot it
 */
record KnownFile(Kind kind, InputFile as, Set<Stamp> seen, long records, String runId) {
  /** The greater tells more. */
  enum Kind {
    SEEN,
    FORGOTTEN,
    TAKEN
  }

  private static final Map<String, Kind> KINDS =
      Map.of(
          FileRecords.SEEN_KIND, Kind.SEEN,
          FileRecords.FORGOTTEN_KIND, Kind.FORGOTTEN,
          FileRecords.STATE_KIND, Kind.TAKEN);

  KnownFile {
    seen = Set.copyOf(seen);
  }

  /** All known files by their paths. */
  static Map<String, KnownFile> of(Dataset<Row> own) {
    List<Row> rows =
        own.where(FileRecords.KIND.col().notEqual(FileRecords.RECORD_KIND))
            .select(
                FileRecords.KIND.col(),
                FileRecords.FILE.col(),
                FileRecords.SIZE.col(),
                FileRecords.MODIFIED_AT.col(),
                FileRecords.DIGEST.col(),
                FileRecords.ROWS.col(),
                FileRecords.RUN_ID.col())
            // As long as the list of the files that were ever found, and their parts.
            .collectAsList();
    return rows.stream()
        .map(KnownFile::of)
        .collect(
            Collectors.toMap(
                known -> known.as().file(), known -> known, KnownFile::and, TreeMap::new));
  }

  private static KnownFile of(Row row) {
    String digest = Optional.ofNullable(row.getString(4)).orElse("");
    InputFile as = new InputFile(row.getString(1), "", row.getLong(2), row.getInstant(3), digest);
    long records = row.isNullAt(5) ? 0 : row.getLong(5);
    return new KnownFile(
        KINDS.get(row.getString(0)), as, Set.of(as.stamp()), records, row.getString(6));
  }

  private KnownFile and(KnownFile other) {
    KnownFile telling = kind.compareTo(other.kind) >= 0 ? this : other;
    Set<Stamp> both = new HashSet<>(seen);
    both.addAll(other.seen);
    return new KnownFile(telling.kind, telling.as, both, records + other.records, telling.runId);
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean hasContentOf(InputFile file) {
    return as.digest().equals(file.digest());
  }
}
