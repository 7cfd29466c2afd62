package io.clientele.settings;

import io.clientele.silver.Rates;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What other currencies are worth: of each, one number, or numbers by the day they hold from. */
final class RatesReader {
  private RatesReader() {}

  /** A currency or day without a value has no rate, as where it is not named. */
  static Rates read(String own, Section section) {
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> rates = new TreeMap<>();
    for (String code : new TreeSet<>(section.names())) {
      if (code.equals(own)) {
        section.problem(code, "found a rate, expected none: it is the tenant's own currency");
      } else if (!isCurrency(code)) {
        section.problem(code, "unknown currency, expected " + Expected.currency().description());
      } else {
        rates.put(code, of(code, section));
      }
    }
    return new Rates(own, rates);
  }

  private static SortedMap<LocalDate, BigDecimal> of(String code, Section section) {
    SortedMap<LocalDate, BigDecimal> rates = new TreeMap<>();
    if (!section.isSection(code)) {
      section.optional(code, Expected.rate()).ifPresent(rate -> rates.put(Rates.EVER, rate));
      return rates;
    }

    Section days = section.section(code);
    for (String day : days.names()) {
      day(day)
          .ifPresentOrElse(
              from -> days.optional(day, Expected.rate()).ifPresent(r -> rates.put(from, r)),
              () -> days.problem(day, "found no day, expected one such as 2026-01-31"));
    }
    if (days.names().isEmpty()) {
      section.problem(code, "found nothing, expected a rate, or rates by day");
    }
    return rates;
  }

  private static boolean isCurrency(String code) {
    try {
      return Expected.currency().parse().apply(code).equals(code);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
