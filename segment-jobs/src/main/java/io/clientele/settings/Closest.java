package io.clientele.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** What somebody may have meant by a name that is not known. */
public final class Closest {
  private Closest() {}

  /** Ends a sentence that refuses a name: what was meant perhaps, else what is known. */
  static String hint(String name, Collection<String> known) {
    return to(name, known)
        .map(meant -> ". Did you mean " + meant + "?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? ", expected none"
                    : ", expected one of " + String.join(", ", new TreeSet<>(known)));
  }

  /** The known name that is at most a third of its letters away. */
  public static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> edits(name, candidate) <= (name.length() + 1) / 3)
        .min(
            Comparator.comparingInt((String candidate) -> edits(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }

    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
