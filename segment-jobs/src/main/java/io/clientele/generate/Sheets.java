package io.clientele.generate;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What a few customers add to each file, as text. */
final class Sheets {
  private final Map<String, Sheet> byFile = new TreeMap<>();

  void add(ShopFile file, Entry entry) {
    byFile.computeIfAbsent(file.name(), name -> new Sheet(file)).add(entry);
  }

  Collection<Sheet> all() {
    return byFile.values();
  }
}
