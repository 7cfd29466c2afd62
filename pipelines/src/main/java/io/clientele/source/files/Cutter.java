package io.clientele.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * How a text file is cut into records: by the end of a line, or by the end of a line outside of
 * quotes.
 *
 * @param headers records at the beginning of a file that hold no data
 */
record Cutter(End end, char delimiter, int headers, String charset) implements Serializable {
  enum End {
    LINE,
    LINE_OUTSIDE_QUOTES
  }

  static Cutter of(Layout layout) {
    if (layout instanceof Layout.Csv csv) {
      End end = csv.lineBreaks() ? End.LINE_OUTSIDE_QUOTES : End.LINE;
      return new Cutter(end, csv.delimiter(), 1, csv.charset().name());
    }
    if (layout instanceof Layout.Lines lines) {
      return new Cutter(End.LINE, ' ', lines.headerLines(), lines.charset().name());
    }
    return new Cutter(End.LINE, ' ', 0, StandardCharsets.UTF_8.name());
  }

  /** Records that begin in a part of the file; a record belongs to the part it begins in. */
  TextRecords open(InputFile file, long start, long length, Configuration conf) throws IOException {
    Charset read = Charset.forName(charset);
    if (end == End.LINE && !Recoded.needs(read)) {
      return new LineRecords(file, start, length, read, conf);
    }
    InputStream bytes = StreamRecords.unpacked(file, conf);
    return Recoded.needs(read)
        ? new StreamRecords(Recoded.utf8(bytes, read), end, delimiter, StandardCharsets.UTF_8)
        : new StreamRecords(bytes, end, delimiter, read);
  }

  /** Whether several tasks can share a file; all others are read from the start. */
  boolean splits(InputFile file, Configuration conf) {
    return end == End.LINE
        && !Recoded.needs(Charset.forName(charset))
        && new CompressionCodecFactory(conf).getCodec(new Path(file.path())) == null;
  }
}
