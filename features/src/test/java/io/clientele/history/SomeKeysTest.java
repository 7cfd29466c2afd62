package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SomeKeysTest {
  @Test
  void shouldHaveItsKeysAndNoOthers() {
    Random random = new Random(5);
    for (int size : new int[] {0, 1, 100, 100_000}) {
      Set<Long> given = random.longs(size).boxed().collect(Collectors.toSet());
      LongIndex index = new LongIndex();
      given.forEach(index::add);

      Keys keys = new SomeKeys(index);

      assertThat(given).allMatch(keys::has);
      // Others of the same lower bits, which is what is looked at first, and any others.
      assertThat(
              LongStream.concat(
                      given.stream().mapToLong(key -> key ^ 1L << 60), random.longs(10_000))
                  .filter(key -> keys.has(key) != given.contains(key)))
          .isEmpty();
    }
  }
}
