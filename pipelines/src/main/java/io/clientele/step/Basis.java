package io.clientele.step;

import java.util.Map;

/**
 * What a commit was made from: kept with it, so that the next run knows what is new.
 *
 * @param recipe the step's recipe
 * @param whole true where the rows are everything the step can say, false where they answer to
 *     changes only
 * @param versions version read of each input, by table id; -1 for a table that did not exist
 */
public record Basis(String recipe, boolean whole, Map<String, Long> versions) {
  public Basis {
    versions = Map.copyOf(versions);
  }
}
