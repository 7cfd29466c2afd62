package io.clientele.history;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** Everything told of the keys of one bucket. */
final class Bucket {
  private final Map<Fact, Records> facts = new EnumMap<>(Fact.class);

  void add(byte[] block) {
    ByteBuffer bytes = ByteBuffer.wrap(block);
    Fact fact = Fact.of(bytes.get());
    facts.computeIfAbsent(fact, Records::new).add(bytes);
  }

  void clear() {
    facts.values().forEach(Records::clear);
  }

  Records of(Fact fact) {
    return facts.computeIfAbsent(fact, Records::new);
  }
}
