package io.clientele.source.files;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A piece of a text file that one task reads.
 *
 * @param header the line that names the columns; empty where the layout has none
 * @param dataFrom offset of the first record that is not a header
 */
record Part(InputFile file, long start, long length, String header, long dataFrom)
    implements Serializable {

  /** The parts of a file, each of so many bytes where several tasks can share it. */
  static List<Part> of(InputFile file, Cutter cutter, long bytes, Configuration conf)
      throws IOException {
    Part whole = whole(file, cutter, conf);
    if (!cutter.splits(file, conf)) {
      return List.of(whole);
    }

    List<Part> parts = new ArrayList<>();
    for (long start = 0; start == 0 || start < file.size(); start += bytes) {
      long length = Math.min(bytes, file.size() - start);
      parts.add(new Part(file, start, length, whole.header, whole.dataFrom));
    }
    return parts;
  }

  private static Part whole(InputFile file, Cutter cutter, Configuration conf) throws IOException {
    try (TextRecords records = cutter.open(file, 0, file.size(), conf)) {
      String header = "";
      for (int i = 0; i < cutter.headers(); i++) {
        header = records.next() ? records.text() : "";
      }
      long dataFrom = records.next() ? records.offset() : Long.MAX_VALUE;
      return new Part(file, 0, file.size(), header, dataFrom);
    }
  }
}
