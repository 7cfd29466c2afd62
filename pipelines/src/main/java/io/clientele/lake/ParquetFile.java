package io.clientele.lake;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.package$;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;

/**
 * One file of rows, each cell laid down in its column. The only place that holds Parquet's inner
 * writer: its public one takes records, through a grammar that costs more than the columns do.
 */
final class ParquetFile implements Closeable {
  /** Rows that are held before they are laid down. */
  private static final int HELD = 256;

  /** Or bytes of them: a single row may be large. */
  private static final long HELD_BYTES = 4L << 20;

  private final MessageType columns;
  private final ParquetProperties properties;
  private final int[] places;
  private final Cell[] cells;
  private final int[] levels;
  private final long blockSize;
  private final CodecFactory codecs;
  private final ParquetFileWriter file;
  private final ColumnWriter[] writers;
  private final InternalRow[] held = new InternalRow[HELD];
  private int size;
  private long bytes;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore store;
  private long rows;

  /**
   * @param columns the fields as Parquet has them
   * @param places where the fields are in a row
   */
  ParquetFile(
      Path path, MessageType columns, StructType fields, int[] places, Configuration configuration)
      throws IOException {
    this.columns = columns;
    this.properties = properties(columns);
    this.places = places.clone();
    this.writers = new ColumnWriter[places.length];
    List<ColumnDescriptor> described = columns.getColumns();
    this.cells =
        IntStream.range(0, places.length)
            .mapToObj(c -> Cell.of(fields.apply(c).dataType(), described.get(c)))
            .toArray(Cell[]::new);
    this.levels = described.stream().mapToInt(ColumnDescriptor::getMaxDefinitionLevel).toArray();
    this.blockSize = ParquetOutputFormat.getLongBlockSize(configuration);
    this.codecs = new CodecFactory(configuration, ParquetProperties.DEFAULT_PAGE_SIZE);
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, configuration),
            columns,
            ParquetFileWriter.Mode.CREATE,
            blockSize,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            null,
            properties);
    file.start();
    begin();
  }

  private static ParquetProperties properties(MessageType columns) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder().withPageWriteChecksumEnabled(false);
    columns.getColumns().stream()
        .filter(column -> column.getPrimitiveType().getPrimitiveTypeName() == DOUBLE)
        // A dictionary of statistics would be as long as they are: few are equal.
        .forEach(c -> properties.withDictionaryEncoding(String.join(".", c.getPath()), false));
    return properties.build();
  }

  private void begin() {
    CompressionCodecFactory.BytesInputCompressor compressor =
        codecs.getCompressor(CompressionCodecName.SNAPPY);
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            columns,
            HeapByteBufferAllocator.getInstance(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    store = properties.newColumnWriteStore(columns, pages);
    for (int c = 0; c < writers.length; c++) {
      writers[c] = store.getColumnWriter(columns.getColumns().get(c));
    }
    rows = 0;
  }

  /**
   * Takes a row, which must not be used again.
   *
   * @throws IllegalArgumentException where a value is missing that must be there
   */
  void add(InternalRow row) throws IOException {
    held[size++] = row;
    bytes += row instanceof UnsafeRow unsafe ? unsafe.getSizeInBytes() : 0;
    if (size == held.length || bytes > HELD_BYTES) {
      lay();
      if (store.getBufferedSize() > blockSize) {
        end();
        begin();
      }
    }
  }

  /** Column after column, so that each one's writer stays at hand for many rows. */
  private void lay() {
    for (int c = 0; c < places.length; c++) {
      lay(cells[c], places[c], writers[c], levels[c]);
    }
    for (int row = 0; row < size; row++) {
      store.endRecord();
    }
    rows += size;
    size = 0;
    bytes = 0;
  }

  private void lay(Cell cell, int place, ColumnWriter to, int level) {
    for (int row = 0; row < size; row++) {
      if (!held[row].isNullAt(place)) {
        cell.write(held[row], place, to, level);
      } else if (level > 0) {
        to.writeNull(0, 0);
      } else {
        throw new IllegalArgumentException("Cannot write a row without a required value");
      }
    }
  }

  private void end() throws IOException {
    lay();
    if (rows > 0) {
      file.startBlock(rows);
      store.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    store.close();
    pages.close();
  }

  /** Writes what is left, and tells what lies in the columns. */
  List<BlockMetaData> finish() throws IOException {
    end();
    // As in files by Spark: from this on its days are those of the calendar of today.
    file.end(Map.of("org.apache.spark.version", package$.MODULE$.SPARK_VERSION_SHORT()));
    return file.getFooter().getBlocks();
  }

  @Override
  public void close() throws IOException {
    try (ParquetFileWriter closed = file) {
      codecs.release();
    }
  }
}
