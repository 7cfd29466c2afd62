package io.clientele.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Numbers distinct names 1, 2, 3 ...; 0 is no name. */
final class Names {
  private static final int FEW = 16;

  private final Map<UTF8String, Integer> codes = new HashMap<>();
  private final List<UTF8String> names = new ArrayList<>();

  /** As what the first names were asked for last: mostly the very same objects come again. */
  private final UTF8String[] asked = new UTF8String[FEW];

  /**
   * @param name null for none; may lie in memory that is used again, by another object then
   */
  int code(UTF8String name) {
    if (name == null) {
      return 0;
    }
    for (int code = 1; code <= FEW; code++) {
      if (isSame(asked[code - 1], name)) {
        return code;
      }
    }
    int code = found(name);
    if (code <= FEW) {
      asked[code - 1] = name;
    }
    return code;
  }

  @SuppressWarnings("ReferenceEquality") // Equal texts are told apart by what they are asked as.
  private static boolean isSame(UTF8String one, UTF8String other) {
    return one == other;
  }

  private int found(UTF8String name) {
    Integer code = codes.get(name);
    return code == null ? added(name.clone()) : code;
  }

  private int added(UTF8String name) {
    names.add(name);
    codes.put(name, names.size());
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
