package io.clientele.source.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.ReaderInputStream;

/** Text of which a line does not end with the one byte that every reader looks for, as UTF-8. */
final class Recoded {
  private Recoded() {}

  /** Whether the ends of lines have to be looked for in UTF-8. */
  static boolean needs(Charset charset) {
    byte[] end = "\n".getBytes(charset);
    return end.length != 1 || end[0] != '\n';
  }

  static InputStream utf8(InputStream in, Charset charset) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in);
    InputStreamReader reader = new InputStreamReader(bytes, byOrder(bytes, charset));
    return ReaderInputStream.builder().setReader(reader).setCharset(StandardCharsets.UTF_8).get();
  }

  /**
   * Java takes UTF-16 without a byte order mark for big-endian, and Windows writes little-endian.
   * The first character is nearly always a Latin letter or a digit, one byte of which is zero.
   */
  private static Charset byOrder(BufferedInputStream bytes, Charset charset) throws IOException {
    if (!charset.equals(StandardCharsets.UTF_16)) {
      return charset;
    }
    bytes.mark(2);
    byte[] first = bytes.readNBytes(2);
    bytes.reset();
    boolean little = first.length == 2 && first[0] != 0 && first[1] == 0;
    return little ? StandardCharsets.UTF_16LE : charset;
  }
}
