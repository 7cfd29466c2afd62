package io.clientele.source.files;

import java.io.Closeable;
import java.io.IOException;

/** Records of a text file, one after the other; stands before the first at the beginning. */
interface TextRecords extends Closeable {
  /** Moves to the next record; false where there is none. */
  boolean next() throws IOException;

  /**
   * Where the record begins: bytes from the beginning of the file, unpacked and, where its ends of
   * lines are not single bytes, as UTF-8.
   */
  long offset();

  /** The record without the end of its line. */
  String text();
}
