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

  int of(Measure measure) {
    Integer number = numbers.get(measure);
    return number == null ? added(measure) : number;
  }

  private int added(Measure measure) {
    numbers.put(measure, measures.size());
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
