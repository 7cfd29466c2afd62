package io.clientele.step;

import java.util.List;

/**
 * Which rows of the quarantine still speak of a step's table.
 *
 * @param last number of the run that committed last; rejects of a later one are of an attempt that
 *     came to nothing
 * @param rejecting numbers of the runs whose rejects no later one has judged again
 */
public record Judged(long last, List<Long> rejecting) {
  /** Of a step that never committed. */
  public static final Judged NOTHING = new Judged(0, List.of());

  public Judged {
    rejecting = List.copyOf(rejecting);
  }
}
