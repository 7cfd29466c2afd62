package io.clientele.lake;

import static org.apache.spark.sql.functions.not;

import io.clientele.table.Table;
import io.clientele.table.Write;
import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/** Staged rows meet the stored rows that have their keys. */
record Merge(Table table, String path, Staging staging) {
  private static final String KEPT = "kept";
  private static final String NEW = "new";

  /**
   * @param session of this merge alone, set to its transaction
   */
  void execute(SparkSession session) {
    Column gone = Write.GONE.of(NEW);
    DeltaTable.forPath(session, path)
        .as(KEPT)
        .merge(staging.accepted(session).as(NEW), sameKey())
        .whenMatched(gone)
        .delete()
        .whenMatched()
        .updateAll()
        .whenNotMatched(not(gone))
        .insertAll()
        .execute();
  }

  private Column sameKey() {
    return table.key().stream()
        .map(field -> field.of(KEPT).equalTo(field.of(NEW)))
        .reduce(Column::and)
        .orElseThrow();
  }
}
