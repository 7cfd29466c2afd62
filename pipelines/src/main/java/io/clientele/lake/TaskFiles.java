package io.clientele.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files that one task writes into a table's folder, one for each of the days that part it.
 * Closed before they are {@link #finish finished}, all are taken away.
 */
final class TaskFiles implements Closeable {
  /** Files that are open at once; rows of more days than these make more files. */
  private static final int MOST = 32;

  /**
   * Where rows go.
   *
   * @param schema the table's, in whose order rows have their cells
   * @param columns the same as Parquet has it, spelled out
   * @param day name of the field that parts the table, null for none
   * @param told columns of which the log tells what a file holds
   * @param key fields that make a row's key
   * @param write tells the files of this write from those of any other
   */
  record Target(
      String folder,
      StructType schema,
      String columns,
      String day,
      TreeSet<String> told,
      List<String> key,
      String write,
      Broadcast<SerializableConfiguration> configuration)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * A file as the log names it.
   *
   * @param path below the folder
   * @param day null where no field parts the table
   */
  record Written(
      String path, LocalDate day, long size, long modifiedAt, long rows, String statistics)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private record Open(String path, LocalDate day, ParquetFile file) {}

  private final Target target;
  private final TaskContext task;
  private final Configuration configuration;
  private final FileSystem system;
  private final StructType fields;
  private final MessageType columns;
  private final int[] places;
  private final Optional<Integer> day;
  private final Map<Integer, Open> open = new LinkedHashMap<>();
  private final List<Written> written = new ArrayList<>();
  private final Set<String> begun = new TreeSet<>();

  TaskFiles(Target target, TaskContext task) throws IOException {
    StructType schema = target.schema();
    this.target = target;
    this.task = task;
    this.configuration = target.configuration().value().value();
    this.system = new Path(target.folder()).getFileSystem(configuration);
    this.day = Optional.ofNullable(target.day()).map(schema::fieldIndex);
    this.places =
        IntStream.range(0, schema.length())
            .filter(place -> day.isEmpty() || day.get() != place)
            .toArray();
    this.fields =
        new StructType(IntStream.of(places).mapToObj(schema::apply).toArray(StructField[]::new));
    List<Type> types = MessageTypeParser.parseMessageType(target.columns()).getFields();
    this.columns =
        new MessageType("spark_schema", IntStream.of(places).mapToObj(types::get).toList());
  }

  /**
   * Takes a row, which must not be used again.
   *
   * @throws IllegalArgumentException where a value is missing that must be there
   */
  void add(InternalRow row) throws IOException {
    if (day.isPresent() && row.isNullAt(day.get())) {
      throw new IllegalArgumentException("Cannot write a row without " + target.day());
    }
    file(day.isEmpty() ? 0 : row.getInt(day.get())).add(row);
  }

  private ParquetFile file(int epochDay) throws IOException {
    Open found = open.get(epochDay);
    if (found == null) {
      if (open.size() == MOST) {
        finishOpen();
      }
      found = begin(epochDay);
      open.put(epochDay, found);
    }
    return found.file();
  }

  private Open begin(int epochDay) throws IOException {
    LocalDate of = day.isEmpty() ? null : LocalDate.ofEpochDay(epochDay);
    String path =
        "%spart-%05d-%s-%d.c%03d.snappy.parquet"
            .formatted(
                of == null ? "" : target.day() + "=" + of + "/",
                task.partitionId(),
                target.write(),
                // Another attempt may have left its files where a machine was lost.
                task.taskAttemptId(),
                begun.size());
    begun.add(path);
    return new Open(path, of, new ParquetFile(whole(path), columns, fields, places, configuration));
  }

  private Path whole(String path) {
    return new Path(target.folder(), path);
  }

  /** What was written; nothing is taken away any more. */
  List<Written> finish() throws IOException {
    finishOpen();
    begun.clear();
    return List.copyOf(written);
  }

  private void finishOpen() throws IOException {
    for (Open each : open.values()) {
      try (ParquetFile file = each.file()) {
        ColumnStatistics found = ColumnStatistics.of(fields, target.told(), file.finish());
        FileStatus status = system.getFileStatus(whole(each.path()));
        written.add(
            new Written(
                each.path(),
                each.day(),
                status.getLen(),
                status.getModificationTime(),
                found.rows(),
                found.json()));
      }
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    for (Open each : open.values()) {
      each.file().close();
    }
    for (String path : begun) {
      system.delete(whole(path), false);
    }
  }
}
