package io.clientele.lake;

import static java.util.stream.Collectors.toCollection;
import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import io.clientele.table.Field;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function0;
import scala.Option;

/**
 * Rows written as files of a stored table, column by column. Delta's own writer is left to tables
 * that ask for more than that: nested columns, other parts than days, constraints, mapped names.
 *
 * <p>The only place of the lake that looks below Spark's public interface: its rows come as Spark
 * keeps them, and what Delta notes of a write is taken from Spark's own meters.
 */
record RowFiles(SparkSession session, OptimisticTransaction transaction) {
  /**
   * What was written.
   *
   * @param files what the log says of each, none for no rows
   * @param distinct true where no two rows have one key; false where that is not known
   */
  record Written(List<AddFile> files, boolean distinct) {
    static final Written NOTHING = new Written(List.of(), false);
  }

  /** What one task wrote. */
  private record Part(List<TaskFiles.Written> files, KeysWritten keys) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** What may be set of a table without asking anything of the rows or of how they are written. */
  private static final Set<String> HARMLESS =
      Set.of(
          DeltaTables.CHANGE_FEED,
          DeltaTables.INDEXED,
          DeltaTables.INDEXED_COUNT,
          Retention.FILES,
          Retention.LOG,
          "delta.checkpointInterval");

  /**
   * The same rows, for looking at them several times: what was shuffled for them lies ready, so
   * that only what is made of it is made again.
   */
  static Dataset<Row> shuffledOnce(Dataset<Row> rows) {
    QueryExecution query = query(rows);
    RDD<InternalRow> made =
        SQLExecution.withNewExecutionId(query, Option.apply("shuffle"), query::toRdd);
    return ((org.apache.spark.sql.classic.SparkSession) rows.sparkSession())
        .internalCreateDataFrame(made, rows.schema(), false);
  }

  private static QueryExecution query(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
  }

  /** True where the table can be written so. */
  boolean fits() {
    StructType schema = metadata().schema();
    List<String> parts = parts();
    return Arrays.stream(schema.fields())
            .allMatch(f -> Cell.takes(f.dataType()) && !f.metadata().contains("delta.invariants"))
        && configuration().keySet().stream().allMatch(HARMLESS::contains)
        && parts.size() <= 1
        && parts.stream().map(schema::apply).allMatch(RowFiles::isEveryRowsDay);
  }

  private static boolean isEveryRowsDay(StructField field) {
    return field.dataType().equals(DataTypes.DateType) && !field.nullable();
  }

  /**
   * Writes the rows, in a query of its own.
   *
   * @param rows of the table's columns, in their order
   * @param key those of them that make a row's key
   */
  Written write(Dataset<Row> rows, List<Field> key) {
    QueryExecution query = query(rows);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    TaskFiles.Target target =
        new TaskFiles.Target(
            transaction.deltaLog().dataPath().toString(),
            // And not the rows' own: only the table knows which values must be there.
            metadata().schema(),
            new SparkToParquetSchemaConverter(
                    false, SQLConf.ParquetOutputTimestampType$.MODULE$.TIMESTAMP_MICROS(), false)
                .convert(metadata().schema())
                .toString(),
            parts().stream().findFirst().orElse(null),
            told(),
            key.stream().map(Field::name).toList(),
            transaction.txnId(),
            context.broadcast(
                new SerializableConfiguration(transaction.deltaLog().newDeltaHadoopConf())));
    // As a query of its own, or nothing would be told to those who observe the rows.
    Function0<List<Part>> job =
        () ->
            query
                .toRdd()
                .toJavaRDD()
                .mapPartitions(part -> List.of(written(target, part)).iterator())
                // One for each task.
                .collect();
    List<Part> parts = SQLExecution.withNewExecutionId(query, Option.apply("write"), job);
    List<TaskFiles.Written> files = parts.stream().flatMap(part -> part.files().stream()).toList();
    note(files);
    return new Written(
        files.stream().map(file -> added(file, Optional.ofNullable(target.day()))).toList(),
        KeysWritten.areDistinct(parts.stream().map(Part::keys).toList()));
  }

  /** What Delta's own writer would have noted beside the commit. */
  private void note(List<TaskFiles.Written> files) {
    Map<String, Long> figures =
        Map.of(
            "numFiles", (long) files.size(),
            "numOutputBytes", files.stream().mapToLong(TaskFiles.Written::size).sum(),
            "numOutputRows", files.stream().mapToLong(TaskFiles.Written::rows).sum());
    Map<String, SQLMetric> meters = new HashMap<>();
    figures.forEach(
        (name, figure) -> {
          SQLMetric meter = SQLMetrics.createMetric(session.sparkContext(), name);
          meter.set(figure);
          meters.put(name, meter);
        });
    transaction.registerSQLMetrics(session, immutable(meters));
  }

  private Metadata metadata() {
    return transaction.metadata();
  }

  private Map<String, String> configuration() {
    return asJava(metadata().configuration());
  }

  private List<String> parts() {
    return asJava(metadata().partitionColumns());
  }

  private static <K, V> scala.collection.immutable.Map<K, V> immutable(Map<K, V> map) {
    return scala.collection.immutable.Map.from(asScala(map));
  }

  private TreeSet<String> told() {
    String names = configuration().getOrDefault(DeltaTables.INDEXED, "");
    return Stream.of(names.split(",")).collect(toCollection(TreeSet::new));
  }

  private static Part written(TaskFiles.Target target, Iterator<InternalRow> rows)
      throws IOException {
    TaskContext task = TaskContext.get();
    KeysWritten keys =
        new KeysWritten(target.schema(), target.key(), task.partitionId(), task.numPartitions());
    try (TaskFiles files = new TaskFiles(target, task)) {
      while (rows.hasNext()) {
        InternalRow row = rows.next().copy();
        keys.add(row);
        files.add(row);
      }
      return new Part(files.finish(), keys);
    }
  }

  private static AddFile added(TaskFiles.Written file, Optional<String> part) {
    Map<String, String> parts =
        part.map(name -> Map.of(name, file.day().toString())).orElse(Map.of());
    return new AddFile(
        file.path(),
        immutable(parts),
        file.size(),
        file.modifiedAt(),
        true,
        file.statistics(),
        null,
        null,
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }
}
