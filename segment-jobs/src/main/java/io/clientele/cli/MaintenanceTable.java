package io.clientele.cli;

import io.clientele.job.Maintenance.Kept;
import io.clientele.job.Maintenance.Report;
import io.clientele.lake.Tended;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What maintenance came to, table by table and in all.
 *
 * @param verb what is said of what leaves: {@code removed}, or {@code would remove}
 */
record MaintenanceTable(Report report, String verb) {

  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            List.of("table", "files", "then", "size", "size then", verb, "kept from version"),
            Set.of("files", "then", "size", "size then", verb, "kept from version"));
    report.tables().forEach(kept -> table.add(cells(kept.table())));
    return table.toString();
  }

  private static List<String> cells(Tended table) {
    return List.of(
        table.table(),
        Numbers.count(table.filesBefore()),
        Numbers.count(table.filesAfter()),
        Numbers.bytes(table.bytesBefore()),
        Numbers.bytes(table.bytesAfter()),
        Numbers.count(table.removedFiles()) + " files",
        Long.toString(table.keptFrom()));
  }

  /** What was removed in all, and what was kept longer than is set. */
  List<String> remarks() {
    String all =
        "%s in all: %s files (%s), %s rejected records, %s of staged rows"
            .formatted(
                verb,
                Numbers.count(sum(Tended::removedFiles)),
                Numbers.bytes(sum(Tended::removedBytes)),
                Numbers.count(report.rejects()),
                Numbers.bytes(report.staged()));
    return Stream.concat(Stream.of(all), report.tables().stream().flatMap(this::longer)).toList();
  }

  private Stream<String> longer(Kept kept) {
    return kept.longer().stream()
        .map(
            by ->
                "%s is kept from version %d, longer than lake.keep-days, for %s"
                    .formatted(kept.table().table(), kept.table().keptFrom(), by));
  }

  Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tables", report.tables().stream().map(MaintenanceTable::json).toList());
    document.put("removed_files", sum(Tended::removedFiles));
    document.put("removed_bytes", sum(Tended::removedBytes));
    document.put("dropped_rejects", report.rejects());
    document.put("dropped_staged_bytes", report.staged());
    return document;
  }

  private static Map<String, Object> json(Kept kept) {
    Tended table = kept.table();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("table", table.table());
    told.put("files_before", table.filesBefore());
    told.put("files_after", table.filesAfter());
    told.put("bytes_before", table.bytesBefore());
    told.put("bytes_after", table.bytesAfter());
    told.put("removed_files", table.removedFiles());
    told.put("removed_bytes", table.removedBytes());
    told.put("kept_from", table.keptFrom());
    told.put("kept_longer_for", kept.longer().orElse(null));
    return told;
  }

  private long sum(ToLongFunction<Tended> figure) {
    return report.tables().stream().map(Kept::table).mapToLong(figure).sum();
  }
}
