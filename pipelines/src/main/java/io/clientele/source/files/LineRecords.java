package io.clientele.source.files;

import java.io.IOException;
import java.nio.charset.Charset;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/**
 * Lines, ended by LF, CR LF or CR. Hadoop's reader unpacks by the file's name, passes over a byte
 * order mark, and gives a line that two parts share to the one it begins in.
 */
final class LineRecords implements TextRecords {
  private final LineRecordReader reader = new LineRecordReader();
  private final Charset charset;

  LineRecords(InputFile file, long start, long length, Charset charset, Configuration conf)
      throws IOException {
    this.charset = charset;
    reader.initialize(
        new FileSplit(new Path(file.path()), start, length, new String[0]),
        new TaskAttemptContextImpl(conf, new TaskAttemptID()));
  }

  @Override
  public boolean next() throws IOException {
    return reader.nextKeyValue();
  }

  @Override
  public long offset() {
    return reader.getCurrentKey().get();
  }

  @Override
  public String text() {
    Text line = reader.getCurrentValue();
    return new String(line.getBytes(), 0, line.getLength(), charset);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
