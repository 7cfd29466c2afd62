package io.clientele.source.files;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads parts of text files, by their numbers, as rows of {@link FileRecords}: the records, and
 * after them the state row of the part. Holds one record at a time.
 *
 * @param most records after which a part is left, without a state row
 */
record ReadParts(
    List<Part> parts, Cutter cutter, long most, String runId, SerializableConfiguration conf)
    implements FlatMapFunction<Long, Row>, Serializable {

  @Override
  public Iterator<Row> call(Long number) throws IOException {
    Part part = parts.get(number.intValue());
    TextRecords records = cutter.open(part.file(), part.start(), part.length(), conf.value());
    // A task that is stopped early does not come to the end of its part.
    TaskCompletionListener close = context -> close(records);
    TaskContext.get().addTaskCompletionListener(close);
    return new Rows(part, records);
  }

  private static void close(TextRecords records) {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Rows implements Iterator<Row> {
    private final Part part;
    private final TextRecords records;
    private long count;
    private boolean open = true;
    private Row next;

    Rows(Part part, TextRecords records) {
      this.part = part;
      this.records = records;
      this.next = advance();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Row next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = advance();
      return row;
    }

    /** Null after the last row. */
    private Row advance() {
      if (!open) {
        return null;
      }
      try {
        while (count < most && records.next()) {
          String text = records.text();
          if (records.offset() >= part.dataFrom() && !text.isBlank()) {
            count++;
            return record(text);
          }
        }
      } catch (IOException e) {
        throw Unreadable.of(part.file(), e);
      }
      open = false;
      close(records);
      return count < most ? state() : null;
    }

    private Row record(String text) {
      InputFile file = part.file();
      return RowFactory.create(
          FileRecords.RECORD_KIND,
          file.file(),
          file.size(),
          file.modifiedAt(),
          records.offset(),
          part.header().isEmpty() ? null : part.header(),
          text,
          null,
          runId,
          null);
    }

    private Row state() {
      return FileRecords.taken(part.file(), part.start(), count, runId);
    }
  }
}
