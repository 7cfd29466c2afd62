package io.clientele.source.files;

import io.clientele.table.Table;
import java.util.List;
import java.util.Map;

/**
 * Files of one shape: where they lie, how records are cut out of them, and which canonical tables
 * they fill.
 *
 * @param connection names the source within the tenant; part of every key made from its files
 * @param name names the stream within the connection, and its bronze table
 * @param path glob below the input folder, such as {@code orders/*.csv}
 * @param feeds how a record becomes a row, by canonical table
 */
public record FileStream(
    String connection, String name, String path, Layout layout, Map<Table, Mapping> feeds) {
  public FileStream {
    feeds = Map.copyOf(feeds);
  }

  /** The columns of the files that the mappings name, each once. */
  List<String> columns() {
    return feeds.values().stream()
        .flatMap(mapping -> mapping.columns().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
