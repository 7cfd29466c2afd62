package io.clientele.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Records of a stream of bytes. In comma-separated values after RFC 4180 the end of a line within
 * quotes does not end one: neither Hadoop nor Spark has a reader that does this and also tells
 * where a record begins, nor one that reads lines of a stream that is made on the way.
 */
final class StreamRecords implements TextRecords {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * A longer record has a quote that nobody closed: its end is no longer looked for, to spare
   * memory.
   */
  private static final int LONGEST = 64 << 20;

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int NONE = -1;

  private final InputStream in;
  private final Cutter.End end;
  private final char delimiter;
  private final Charset charset;

  private byte[] chunk = new byte[CHUNK_BYTES];
  private int chunkAt;
  private int chunkEnd;
  private long chunkOffset;

  private byte[] record = new byte[1 << 10];
  private int length;
  private int firstLine;
  private long offset;

  StreamRecords(InputStream in, Cutter.End end, char delimiter, Charset charset)
      throws IOException {
    this.in = in;
    this.end = end;
    this.delimiter = delimiter;
    this.charset = charset;
    chunkEnd = in.readNBytes(chunk, 0, chunk.length);
    int mark = BYTE_ORDER_MARK.length;
    if (chunkEnd >= mark && Arrays.equals(chunk, 0, mark, BYTE_ORDER_MARK, 0, mark)) {
      chunkAt = mark;
    }
  }

  /** The file's bytes, unpacked where its name says that they are packed. */
  static InputStream unpacked(InputFile file, Configuration conf) throws IOException {
    Path path = new Path(file.path());
    FSDataInputStream raw = path.getFileSystem(conf).open(path);
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(path);
    return codec == null ? raw : codec.createInputStream(raw);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A quote that is never closed, or behind whose end something stands, tells nothing: its
   * record ends with its first line, so that no other record is lost in it.
   */
  @Override
  public boolean next() throws IOException {
    offset = chunkOffset + chunkAt;
    length = 0;
    firstLine = NONE;
    boolean fieldStart = end == Cutter.End.LINE_OUTSIDE_QUOTES;
    boolean within = false;
    boolean closed = false;
    for (int b = read(); b >= 0; b = read()) {
      boolean lineEnd = b == '\n' || b == '\r';
      if (lineEnd && !within) {
        passLineFeedAfter(b);
        return true;
      }
      boolean stray = closed && b != '"' && b != delimiter;
      if (firstLine != NONE && (stray || length > LONGEST)) {
        chunkAt--;
        return endWithFirstLine();
      }
      if (lineEnd && firstLine == NONE) {
        firstLine = length;
      }
      boolean quote = b == '"' && (fieldStart || within || closed);
      closed = quote && within;
      within = quote ? !within : within;
      fieldStart = (end == Cutter.End.LINE_OUTSIDE_QUOTES) && b == delimiter && !within;
      append(b);
    }
    return (within && firstLine != NONE) ? endWithFirstLine() : length > 0;
  }

  /** What was read beyond the first line is read again. */
  private boolean endWithFirstLine() {
    int next = firstLine + 1;
    if (record[firstLine] == '\r' && next < length && record[next] == '\n') {
      next++;
    }
    int left = chunkEnd - chunkAt;
    byte[] again = Arrays.copyOfRange(record, next, length + left);
    System.arraycopy(chunk, chunkAt, again, length - next, left);
    chunk = again;
    chunkOffset = offset + next;
    chunkAt = 0;
    chunkEnd = again.length;
    length = firstLine;
    return true;
  }

  private void passLineFeedAfter(int b) throws IOException {
    if (b == '\r' && read() != '\n' && chunkEnd > 0) {
      chunkAt--;
    }
  }

  /** The next byte, or -1 at the end of the file. */
  private int read() throws IOException {
    if (chunkAt == chunkEnd) {
      chunkOffset += chunkEnd;
      chunkAt = 0;
      chunk = chunk.length == CHUNK_BYTES ? chunk : new byte[CHUNK_BYTES];
      chunkEnd = in.readNBytes(chunk, 0, chunk.length);
      if (chunkEnd == 0) {
        return -1;
      }
    }
    return chunk[chunkAt++] & 0xFF;
  }

  private void append(int b) {
    if (length == record.length) {
      record = Arrays.copyOf(record, 2 * length);
    }
    record[length++] = (byte) b;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public String text() {
    return new String(record, 0, length, charset);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
