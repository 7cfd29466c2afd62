package io.clientele.settings;

import io.clientele.silver.Quality;
import io.clientele.silver.Quality.Limit;
import io.clientele.silver.Quality.Rule;
import io.clientele.table.Check.Severity;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Reads what is expected of records: {@code max-<rule>}, and {@code severity.<rule>}. */
final class QualityReader {
  private QualityReader() {}

  static Quality read(Section section) {
    Section severities = section.section("severity");
    Map<Rule, Limit> limits = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      String name = rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
      limits.put(
          rule,
          new Limit(
              section.value("max-" + name, range(rule)),
              severities.value(name, Expected.choice(Severity.class))));
    }
    return new Quality(limits);
  }

  private static Expected<Double> range(Rule rule) {
    return switch (rule) {
      case AGE_DAYS -> Expected.number(0, 36_500);
      case VOLUME -> Expected.number(1, 1_000_000);
      default -> Expected.number(0, 1);
    };
  }
}
