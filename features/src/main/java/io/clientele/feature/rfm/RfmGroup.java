package io.clientele.feature.rfm;

import java.util.List;

/** The named groups, and which scores fall into which. */
public enum RfmGroup {
  CHAMPIONS("Champions"),
  LOYAL("Loyal"),
  POTENTIAL_LOYALIST("Potential loyalist"),
  NEW("New"),
  PROMISING("Promising"),
  NEEDS_ATTENTION("Needs attention"),
  ABOUT_TO_SLEEP("About to sleep"),
  AT_RISK("At risk"),
  CANT_LOSE("Can't lose"),
  HIBERNATING("Hibernating"),
  LOST("Lost"),
  PROSPECTS("Prospects");

  /** Groups are told by scores that run from 1, the worst, to this. */
  static final int SCORES = 5;

  /**
   * Recency score after recency score from 1 up, each from the lowest to the highest {@link
   * #engagement}.
   */
  static final List<RfmGroup> CELLS =
      List.of(
          LOST,
          HIBERNATING,
          AT_RISK,
          AT_RISK,
          CANT_LOSE,
          HIBERNATING,
          HIBERNATING,
          AT_RISK,
          AT_RISK,
          CANT_LOSE,
          ABOUT_TO_SLEEP,
          ABOUT_TO_SLEEP,
          NEEDS_ATTENTION,
          LOYAL,
          LOYAL,
          PROMISING,
          POTENTIAL_LOYALIST,
          POTENTIAL_LOYALIST,
          LOYAL,
          LOYAL,
          NEW,
          POTENTIAL_LOYALIST,
          POTENTIAL_LOYALIST,
          CHAMPIONS,
          CHAMPIONS);

  private final String label;

  RfmGroup(String label) {
    this.label = label;
  }

  /** The name that people and tables know the group by. */
  public String label() {
    return label;
  }

  /**
   * A score of so many, on the scale of five: {@code 1 + round((score - 1) * 4 / (scores - 1))}.
   * The worst stays the worst and the best the best, so that a group's name means the same however
   * many scores there are: three become 1, 3, 5 and four become 1, 2, 4, 5.
   */
  static int onFive(int score, int scores) {
    return 1 + Math.round((score - 1) * (SCORES - 1f) / (scores - 1));
  }

  /**
   * The group of a customer with these scores of five.
   *
   * @throws IllegalArgumentException where a score is not from 1 to 5
   */
  public static RfmGroup of(int recency, int frequency, int monetary) {
    for (int score : new int[] {recency, frequency, monetary}) {
      if (score < 1 || score > SCORES) {
        throw new IllegalArgumentException(
            "Invalid score: " + score + " found, 1 to " + SCORES + " expected");
      }
    }
    return CELLS.get((recency - 1) * SCORES + engagement(frequency, monetary) - 1);
  }

  /** The mean of the two scores, halves rounded up. */
  private static int engagement(int frequency, int monetary) {
    return (frequency + monetary + 1) / 2;
  }
}
