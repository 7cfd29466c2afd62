package io.clientele.settings;

import io.clientele.feature.rfm.Scoring;
import java.math.BigDecimal;
import java.util.List;

/** Reads how customers are scored: by quantiles, and by cut points where there are some. */
final class ScoringReader {
  private static final String POINTS =
      "%d to %d points, each above the one before"
          .formatted(Scoring.FEWEST_SCORES - 1, Scoring.MOST_SCORES - 1);

  private ScoringReader() {}

  static Scoring read(Section section) {
    return new Scoring(
        section.value(
            "quantiles", Expected.wholeNumber(Scoring.FEWEST_SCORES, Scoring.MOST_SCORES)),
        cuts(section, "recency-cuts", whole(1, 36_500)),
        cuts(section, "frequency-cuts", whole(2, 1_000_000)),
        cuts(section, "monetary-cuts", Expected.amount()));
  }

  private static List<BigDecimal> cuts(Section section, String key, Expected<BigDecimal> point) {
    List<BigDecimal> cuts = section.list(key, point);
    // A point that does not fit is noted already.
    if (cuts.isEmpty() || cuts.contains(point.instead())) {
      return List.of();
    }
    if (!Scoring.makeScores(cuts)) {
      List<String> found = cuts.stream().map(BigDecimal::toPlainString).toList();
      section.problem(key, "found %s, expected %s".formatted(String.join(", ", found), POINTS));
      return List.of();
    }
    return cuts;
  }

  private static Expected<BigDecimal> whole(int least, int most) {
    Expected<Integer> number = Expected.wholeNumber(least, most);
    return new Expected<>(
        number.description(),
        text -> BigDecimal.valueOf(number.parse().apply(text)),
        BigDecimal.ONE.negate());
  }
}
