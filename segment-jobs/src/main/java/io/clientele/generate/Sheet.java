package io.clientele.generate;

import java.nio.charset.StandardCharsets;

/** A piece of a file. */
final class Sheet {
  private final ShopFile file;
  private final StringBuilder text = new StringBuilder();
  private long rows;

  Sheet(ShopFile file) {
    this.file = file;
  }

  ShopFile file() {
    return file;
  }

  void add(Entry entry) {
    text.append(entry.line()).append('\n');
    rows++;
  }

  long rows() {
    return rows;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
