package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongIndexTest {
  @Test
  void shouldNumberKeysInTheOrderInWhichTheyAreFirstSeen() {
    Random random = new Random(3);
    for (int size : new int[] {0, 1, 7, 8, 9, 1_000, 50_000}) {
      LongIndex index = new LongIndex();
      List<Long> seen = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        // Small, large, negative and equal ones, and some that differ in their upper bits alone.
        long key = (random.nextLong() >> random.nextInt(64)) << (random.nextInt(4) * 16);
        int before = index.size();
        boolean known = index.find(key) >= 0;
        int number = index.add(key);
        assertThat(known).isEqualTo(number < before);
        if (!known) {
          assertThat(number).isEqualTo(before);
          seen.add(key);
        }
      }

      assertThat(index.size()).isEqualTo(seen.size());
      assertThat(IntStream.range(0, seen.size()).allMatch(n -> index.key(n) == seen.get(n)))
          .isTrue();
      assertThat(IntStream.range(0, seen.size()).allMatch(n -> index.find(seen.get(n)) == n))
          .isTrue();
    }
  }
}
