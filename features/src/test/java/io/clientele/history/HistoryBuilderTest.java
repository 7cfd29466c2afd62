package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryBuilderTest {
  private record Added(int day, Measure measure, long value) {}

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "40, 3, 5", "500, 16, 16", "900, 17, 17", "4000, 300, 90"})
  void shouldSumEachMeasureOfEachDayInAnyOrder(int additions, int days, int kinds) {
    Random random = new Random(additions);
    List<Added> all = new ArrayList<>();
    for (int i = 0; i < additions; i++) {
      int day = random.nextInt(days) - days / 2;
      Measure measure = Measure.category("category " + random.nextInt(kinds));
      all.add(new Added(day, measure, 1 + random.nextInt(1_000)));
    }
    Map<String, Long> expected = summed(all);

    assertThat(told(built(all))).isEqualTo(expected);
    Collections.shuffle(all, random);
    assertThat(told(built(all))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"30, 4, 3", "2000, 60, 40"})
  void shouldAddOfAnotherHistoryWhatIsAskedForAndNoMore(int additions, int days, int kinds) {
    Random random = new Random(additions);
    List<Added> own = new ArrayList<>();
    List<Added> others = new ArrayList<>();
    for (int i = 0; i < additions; i++) {
      boolean event = random.nextBoolean();
      String name = "kind " + random.nextInt(kinds);
      Measure measure = event ? Measure.events(name) : Measure.category(name);
      Added added = new Added(random.nextInt(days), measure, 1 + random.nextInt(9));
      (random.nextBoolean() ? own : others).add(added);
    }

    HistoryBuilder sum = new HistoryBuilder();
    sum.add(built(others), measure -> measure.kind() == Measure.Kind.EVENT);
    own.forEach(each -> sum.add(each.day(), each.measure(), each.value()));

    others.removeIf(each -> each.measure().kind() != Measure.Kind.EVENT);
    others.addAll(own);
    assertThat(told(sum.build())).isEqualTo(summed(others));
  }

  private static History built(List<Added> all) {
    HistoryBuilder builder = new HistoryBuilder();
    all.forEach(each -> builder.add(each.day(), each.measure(), each.value()));
    return builder.build();
  }

  private static Map<String, Long> summed(List<Added> all) {
    Map<String, Long> sums = new TreeMap<>();
    all.forEach(each -> sums.merge(each.day() + " " + each.measure(), each.value(), Long::sum));
    return sums;
  }

  private static Map<String, Long> told(History history) {
    Map<String, Long> told = new TreeMap<>();
    for (int day = 0; day < history.size(); day++) {
      assertThat(day == 0 || history.day(day - 1) < history.day(day)).isTrue();
      for (Measure measure : history.measures()) {
        if (history.value(day, measure) != 0) {
          told.put(history.day(day) + " " + measure, history.value(day, measure));
        }
      }
    }
    return told;
  }
}
