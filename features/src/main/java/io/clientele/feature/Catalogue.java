package io.clientele.feature;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every feature there is. A feature is declared in the class of its theme; one that others name has
 * a constant there.
 */
public final class Catalogue {
  /** Sums of one measure over each {@link io.clientele.history.Window}, in the windows' order. */
  public static final List<List<Feature>> WINDOWED = Windowed.ALL;

  /** All that is no such sum. */
  public static final List<Feature> SINGLE =
      Stream.of(Rhythm.ALL, Value.ALL, Taste.ALL).flatMap(List::stream).toList();

  /** All of them, in the order of the table's columns. */
  public static final List<Feature> FEATURES =
      Stream.concat(WINDOWED.stream().flatMap(List::stream), SINGLE.stream()).toList();

  private Catalogue() {}
}
