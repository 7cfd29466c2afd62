package io.clientele.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers measures 0, 1, 2 ... in the order in which they are first asked for. Those who add up
 * share one, so that what is looked up by name is looked up once and not for every event.
 */
final class MeasureNumbers {
  private final Map<Measure, Integer> numbers = new HashMap<>();
  private final List<Measure> measures = new ArrayList<>();

  /** Of those that have a place, one more than their numbers. */
  private final int[] placed = new int[Measure.NUMBERED.size()];

  int of(Measure measure) {
    int place = measure.place();
    if (place == Measure.NOWHERE) {
      return numbers.computeIfAbsent(measure, this::added);
    }
    if (placed[place] == 0) {
      placed[place] = added(measure) + 1;
    }
    return placed[place] - 1;
  }

  private int added(Measure measure) {
    measures.add(measure);
    return measures.size() - 1;
  }

  Measure measure(int number) {
    return measures.get(number);
  }

  int size() {
    return measures.size();
  }
}
