package io.clientele.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Numbers names 1, 2, 3 ...; 0 is no name. */
final class Names {
  private final boolean apart;
  private final Map<UTF8String, Integer> codes = new HashMap<>();
  private final List<UTF8String> names = new ArrayList<>();

  /**
   * @param apart true where each name comes once, so that none is looked for among the others
   */
  Names(boolean apart) {
    this.apart = apart;
  }

  /**
   * @param name null for none; may lie in memory that is used again
   */
  int code(UTF8String name) {
    if (name == null) {
      return 0;
    }
    Integer code = apart ? null : codes.get(name);
    return code == null ? added(name.clone()) : code;
  }

  private int added(UTF8String name) {
    names.add(name);
    if (!apart) {
      codes.put(name, names.size());
    }
    return names.size();
  }

  /**
   * @param code not 0
   */
  UTF8String name(int code) {
    return names.get(code - 1);
  }

  int size() {
    return names.size();
  }
}
