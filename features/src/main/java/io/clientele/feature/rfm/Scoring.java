package io.clientele.feature.rfm;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How customers are scored in each dimension, from 1, the worst: by ranks among all who have an
 * order, or by fixed cut points, which do not depend on who else there is. k - 1 points make k
 * scores.
 *
 * @param quantiles scores of a dimension without cut points, 3 to 5
 * @param recencyCuts days since the last order: up to the first is the best score, beyond the last
 *     the worst
 * @param frequencyCuts orders ever, each the least of the next better score
 * @param monetaryCuts net spend ever in the tenant's currency, each the least of the next better
 *     score
 */
public record Scoring(
    int quantiles,
    List<BigDecimal> recencyCuts,
    List<BigDecimal> frequencyCuts,
    List<BigDecimal> monetaryCuts) {
  public static final int FEWEST_SCORES = 3;
  public static final int MOST_SCORES = RfmGroup.SCORES;

  /** Five scores by ranks in every dimension. */
  public static final Scoring QUINTILES = new Scoring(MOST_SCORES, List.of(), List.of(), List.of());

  /**
   * @throws IllegalArgumentException where there are too few or too many scores, or points that do
   *     not ascend
   */
  public Scoring {
    recencyCuts = List.copyOf(recencyCuts);
    frequencyCuts = List.copyOf(frequencyCuts);
    monetaryCuts = List.copyOf(monetaryCuts);
    if (quantiles < FEWEST_SCORES || quantiles > MOST_SCORES) {
      throw new IllegalArgumentException(
          "Invalid scoring: %d quantiles found, %d to %d expected"
              .formatted(quantiles, FEWEST_SCORES, MOST_SCORES));
    }
    for (List<BigDecimal> cuts : List.of(recencyCuts, frequencyCuts, monetaryCuts)) {
      if (!cuts.isEmpty() && !makeScores(cuts)) {
        throw new IllegalArgumentException(
            "Invalid scoring: cut points %s found, %d to %d that ascend expected"
                .formatted(cuts, FEWEST_SCORES - 1, MOST_SCORES - 1));
      }
    }
  }

  /** Whether these are as many points as there may be, each above the one before. */
  public static boolean makeScores(List<BigDecimal> cuts) {
    return cuts.size() >= FEWEST_SCORES - 1
        && cuts.size() <= MOST_SCORES - 1
        && IntStream.range(1, cuts.size())
            .allMatch(at -> cuts.get(at - 1).compareTo(cuts.get(at)) < 0);
  }
}
