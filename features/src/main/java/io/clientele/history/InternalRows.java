package io.clientele.history;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import io.clientele.table.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The one place of features that looks below Spark's public interface: rows as Spark keeps them,
 * and columns as it reads them. As public rows every number of them would become an object, which
 * takes longer than all that is done with it.
 */
final class InternalRows {
  /** Entries of a dictionary that room is made for at first. */
  private static final int ROOM = 64;

  private InternalRows() {}

  /**
   * Rows made of rows as they are read.
   *
   * @param fields of the rows that are made
   * @param each the iterator that it is handed returns the same row again and again
   */
  static Dataset<Row> mapPartitions(
      Dataset<Row> rows, List<Field> fields, FlatMapFunction<Iterator<InternalRow>, Row> each) {
    return made(rows, internal(rows).mapPartitions(each), fields);
  }

  /**
   * Rows that are filled with what each of these says; the row that the function is handed is used
   * again.
   *
   * @param fields of the rows that are made
   */
  static Dataset<Row> filled(
      Dataset<Row> rows, List<Field> fields, FlatMapFunction<InternalRow, Consumer<Cells>> each) {
    DataType[] types = fields.stream().map(Field::type).toArray(DataType[]::new);
    return dataset(
        rows,
        internal(rows)
            .flatMap(each)
            .mapPartitions(
                said -> {
                  FilledRow row = new FilledRow(types);
                  return mapped(said, row::of);
                }),
        fields);
  }

  /**
   * What each task makes of its rows, in a job of its own.
   *
   * @param each the iterator that it is handed returns the same row again and again
   */
  static <T> List<T> gathered(Dataset<Row> rows, MapFunction<Iterator<InternalRow>, T> each) {
    return internal(rows)
        .mapPartitions(part -> List.of(each.call(part)).iterator())
        // One for each task.
        .collect();
  }

  /** The whole numbers that rows consist of, row after row; none may be null. */
  static List<long[]> numbers(Dataset<Row> rows) {
    int width = rows.columns().length;
    return gathered(
        rows,
        read -> {
          LongStream.Builder numbers = LongStream.builder();
          while (read.hasNext()) {
            InternalRow row = read.next();
            for (int cell = 0; cell < width; cell++) {
              numbers.add(row.getLong(cell));
            }
          }
          return numbers.build().toArray();
        });
  }

  private static JavaRDD<InternalRow> internal(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().toRdd().toJavaRDD();
  }

  private static Dataset<Row> made(Dataset<Row> from, JavaRDD<Row> rows, List<Field> fields) {
    return dataset(from, rows.map(InternalRows::internal), fields);
  }

  /**
   * Rows as a dataset, without the code that Spark would generate to look at each of their cells.
   */
  private static Dataset<Row> dataset(
      Dataset<Row> from, JavaRDD<InternalRow> rows, List<Field> fields) {
    return ((org.apache.spark.sql.classic.SparkSession) from.sparkSession())
        .internalCreateDataFrame(rows.rdd(), schema(fields), false);
  }

  /** Of numbers, texts and bytes, which are all that such rows have. */
  private static InternalRow internal(Row row) {
    Object[] cells = new Object[row.length()];
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] =
          row.get(cell) instanceof String text ? UTF8String.fromString(text) : row.get(cell);
    }
    return new GenericInternalRow(cells);
  }

  /**
   * Rows made of batches of columns as files are read; empty where Spark does not read them so, or
   * computes or leaves out something on the way, such as rows that are marked as deleted.
   *
   * @param fields of the rows that are made
   */
  static Optional<Dataset<Row>> mapBatches(
      Dataset<Row> columns, List<Field> fields, FlatMapFunction<Iterator<Batch>, Row> each) {
    SparkPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) columns).queryExecution().sparkPlan();
    while (plan instanceof ProjectExec project && isSelection(project)) {
      plan = project.child();
    }
    if (!(plan instanceof FileSourceScanExec) || !plan.supportsColumnar()) {
      return Optional.empty();
    }
    List<String> read = asJava(plan.output()).stream().map(Attribute::name).toList();
    int[] places = Arrays.stream(columns.columns()).mapToInt(read::indexOf).toArray();
    JavaRDD<Row> blocks =
        plan.executeColumnar()
            .toJavaRDD()
            .mapPartitions(
                batches -> each.call(mapped(batches, batch -> new Batch(batch, places))));
    return Optional.of(made(columns, blocks, fields));
  }

  /**
   * Sends a value to each process once, rather than with each of its tasks.
   *
   * @param rows any of those that the tasks read
   */
  static <T> Broadcast<T> send(T value, Dataset<Row> rows) {
    return JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext()).broadcast(value);
  }

  /** Each made when it is asked for, and not before. */
  private static <A, B> Iterator<B> mapped(Iterator<A> from, Function<A, B> each) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return from.hasNext();
      }

      @Override
      public B next() {
        return each.apply(from.next());
      }
    };
  }

  private static boolean isSelection(ProjectExec project) {
    return asJava(project.projectList()).stream().allMatch(AttributeReference.class::isInstance);
  }

  static StructType schema(List<Field> fields) {
    return DataTypes.createStructType(
        fields.stream()
            .map(f -> DataTypes.createStructField(f.name(), f.type(), f.nullable()))
            .toList());
  }

  /** One row, laid down as Spark keeps it and used again for the next one. */
  private static final class FilledRow implements Cells {
    private final DataType[] types;
    private final UnsafeRowWriter cells;
    private int next;

    FilledRow(DataType[] types) {
      this.types = types.clone();
      this.cells = new UnsafeRowWriter(types.length);
    }

    InternalRow of(Consumer<Cells> said) {
      cells.reset();
      cells.zeroOutNullBytes();
      next = 0;
      said.accept(this);
      if (next < types.length) {
        throw new IllegalStateException(
            "Cannot make a row: %d of %d cells were filled".formatted(next, types.length));
      }
      return cells.getRow();
    }

    @Override
    public void add(long value) {
      DataType type = types[next];
      if (type instanceof DecimalType decimal) {
        add(value, decimal);
      } else if (type instanceof LongType) {
        cells.write(next++, value);
      } else {
        cells.write(next++, Math.toIntExact(value));
      }
    }

    private void add(long digits, DecimalType type) {
      if (type.precision() > Decimal.MAX_LONG_DIGITS()) {
        Decimal wide = Decimal.apply(BigDecimal.valueOf(digits, type.scale()));
        cells.write(next++, wide, type.precision(), type.scale());
        return;
      }
      long end = Decimal.POW_10()[type.precision()];
      if (digits <= -end || digits >= end) {
        throw new ArithmeticException("Cannot keep a sum of more digits than " + type.sql());
      }
      cells.write(next++, digits);
    }

    @Override
    public void add(double value) {
      cells.write(next++, value);
    }

    @Override
    public void add(String value) {
      cells.write(next++, UTF8String.fromString(value));
    }

    @Override
    public void skip() {
      cells.setNullAt(next++);
    }
  }

  /** Some rows, column by column. Holds until the next one is read. */
  static final class Batch {
    private final ColumnVector[] columns;
    private final UTF8String[][] texts;

    /** Of each column that was hashed, the bytes of all its texts. */
    private final byte[][] bytes;

    private final int rows;

    private Batch(ColumnarBatch batch, int[] places) {
      this.columns = Arrays.stream(places).mapToObj(batch::column).toArray(ColumnVector[]::new);
      this.texts = new UTF8String[places.length][ROOM];
      this.bytes = new byte[places.length][];
      this.rows = batch.numRows();
    }

    int rows() {
      return rows;
    }

    boolean isNull(int column, int row) {
      return columns[column].isNullAt(row);
    }

    long number(int column, int row) {
      return columns[column].getLong(row);
    }

    /**
     * What Spark's xxhash64 makes of a text. The text itself, four volatile fields of it among
     * others, costs more than all that is done with an event.
     *
     * @param seed the hash of what stands before it
     */
    long hash(int column, int row, long seed) {
      if (!(columns[column] instanceof OnHeapColumnVector vector)) {
        return XXH64.hashUTF8String(columns[column].getUTF8String(row), seed);
      }
      if (vector.hasDictionary()) {
        byte[] text = vector.getBinary(row);
        return XXH64.hashUnsafeBytes(text, Platform.BYTE_ARRAY_OFFSET, text.length, seed);
      }
      if (bytes[column] == null) {
        bytes[column] = vector.arrayData().getByteBuffer(0, 0).array();
      }
      int from = Platform.BYTE_ARRAY_OFFSET + vector.getArrayOffset(row);
      return XXH64.hashUnsafeBytes(bytes[column], from, vector.getArrayLength(row), seed);
    }

    /** The text, the same object for equal ones where the file has a dictionary of them. */
    UTF8String text(int column, int row) {
      if (!(columns[column] instanceof WritableColumnVector vector) || !vector.hasDictionary()) {
        return columns[column].getUTF8String(row);
      }
      int entry = vector.getDictionaryIds().getDictId(row);
      if (entry >= texts[column].length) {
        texts[column] = Arrays.copyOf(texts[column], 2 * entry);
      }
      if (texts[column][entry] == null) {
        texts[column][entry] = vector.getUTF8String(row);
      }
      return texts[column][entry];
    }
  }
}
