package io.clientele.segment;

import java.util.Iterator;
import java.util.List;

/** The middle of a group of customers: a coordinate for each axis. */
public record Centre(List<Double> position) implements Comparable<Centre> {
  /** Bits beyond this come and go with the order of additions. */
  private static final double STEPS = 1e6;

  public Centre {
    position = position.stream().map(at -> Math.rint(at * STEPS) / STEPS + 0.0).toList();
  }

  @Override
  public int compareTo(Centre other) {
    Iterator<Double> others = other.position.iterator();
    return position.stream()
        .mapToInt(at -> at.compareTo(others.next()))
        .filter(order -> order != 0)
        .findFirst()
        .orElse(0);
  }
}
