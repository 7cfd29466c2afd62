package io.clientele.generate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A message that the shop sends to all who want messages: a newsletter, or news of a promotion. */
record Campaign(String id, double day) {
  private static final int FORTNIGHT = 14;

  /** Tuesdays at eight. */
  private static final double FIRST_NEWSLETTER = 1 + 8 / 24.0;

  private static final double AT_SIX = 6 / 24.0;

  /** Those that files tell of, in order of time. */
  static final List<Campaign> ALL =
      Stream.concat(newsletters(), launches())
          .filter(campaign -> Timeline.told(campaign.day()))
          .sorted(Comparator.comparingDouble(Campaign::day))
          .toList();

  private static Stream<Campaign> newsletters() {
    return IntStream.rangeClosed(1, Timeline.DAYS / FORTNIGHT)
        .mapToObj(at -> new Campaign("newsletter-" + at, FIRST_NEWSLETTER + FORTNIGHT * (at - 1)));
  }

  private static Stream<Campaign> launches() {
    return Promotion.ALL.stream().map(each -> new Campaign(each.name(), each.from() + AT_SIX));
  }
}
