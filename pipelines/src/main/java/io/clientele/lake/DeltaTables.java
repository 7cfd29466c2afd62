package io.clientele.lake;

import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Brings stored tables to their declared shape before they are written: only a table created from
 * its declaration keeps NOT NULL and comments, and its change feed can't be switched on later.
 */
record DeltaTables(SparkSession session) {
  static final String CHANGE_FEED = "delta.enableChangeDataFeed";
  static final String INDEXED = "delta.dataSkippingStatsColumns";
  static final String INDEXED_COUNT = "delta.dataSkippingNumIndexedCols";

  /** Creates the table, or adds what its declaration has gained since. */
  void open(Table table, String path) {
    TableState state = TableState.of(session, path);
    if (!state.exists()) {
      make(table, path);
    } else if (!new Shape(table, state.schema()).missing().isEmpty()) {
      grow(table.schema(), path);
    }
  }

  private void make(Table table, String path) {
    Remains.of(path, session.sparkContext().hadoopConfiguration()).clear();
    try {
      create(table, path);
    } catch (Exception e) {
      // Of two processes that make one table, one finds it made.
      if (!TableState.of(session, path).exists()) {
        throw e;
      }
    }
  }

  private void create(Table table, String path) {
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(session)
            .location(path)
            .addColumns(table.schema())
            .property(CHANGE_FEED, "true")
            .property(Retention.FILES, Retention.text(Retention.DEFAULT));
    if (table.write() instanceof Write.Replace replace) {
      // A day that is a folder of its own leaves as a whole: no rewriting, no change files.
      builder.partitionedBy(replace.by().name());
    }
    String indexed = indexed(table);
    if (indexed.isEmpty()) {
      // Or the log would tell the least and greatest of what was rejected.
      builder.property(INDEXED_COUNT, "0");
    } else {
      builder.property(INDEXED, indexed);
    }
    builder.execute();
  }

  /** Statistics of every column cost as much as writing it: only of what rows are found by. */
  private static String indexed(Table table) {
    return table.fields().stream()
        .filter(field -> table.key().contains(field) || isTime(field) || isExchanged(table, field))
        .filter(field -> !(table.write() instanceof Write.Replace r && r.by().equals(field)))
        .map(Field::name)
        .collect(Collectors.joining(","));
  }

  private static boolean isExchanged(Table table, Field field) {
    return table.write() instanceof Write.Exchange exchange && exchange.by().equals(field);
  }

  private static boolean isTime(Field field) {
    return field.type().equals(Types.DAY) || field.type().equals(Types.INSTANT);
  }

  private void grow(StructType declared, String path) {
    session
        .createDataFrame(List.of(), declared)
        .write()
        .format("delta")
        .mode("append")
        .option("mergeSchema", "true")
        .save(path);
  }
}
