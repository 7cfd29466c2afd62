package io.clientele.silver;

import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.clientele.table.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/**
 * What currencies are worth in the tenant's.
 *
 * @param currency the tenant's, ISO 4217
 * @param others of each other currency, units of the tenant's for one of it, by the day that they
 *     hold from; positive
 */
public record Rates(String currency, SortedMap<String, SortedMap<LocalDate, BigDecimal>> others) {
  /** From this day on holds what has always held. */
  public static final LocalDate EVER = LocalDate.of(1, 1, 1);

  /** Digits that a rate may have before and behind the point, so that products stay exact. */
  public static final int WHOLE_DIGITS = 6;

  public static final int DECIMALS = 12;

  public Rates {
    SortedMap<String, SortedMap<LocalDate, BigDecimal>> sorted = new TreeMap<>();
    for (String code : others.keySet()) {
      SortedMap<LocalDate, BigDecimal> rates = plain(others.get(code));
      if (rates.values().stream().anyMatch(rate -> rate.signum() <= 0)) {
        throw new IllegalArgumentException(
            "Invalid rates of " + code + ": " + rates + ", expected numbers above 0");
      }
      if (!rates.isEmpty()) {
        sorted.put(code, rates);
      }
    }
    others = Collections.unmodifiableSortedMap(sorted);
  }

  /** No currency but the tenant's own is known. */
  public Rates(String currency) {
    this(currency, Collections.emptySortedMap());
  }

  /** Equal rates are written alike, so that they make one recipe. */
  private static SortedMap<LocalDate, BigDecimal> plain(Map<LocalDate, BigDecimal> rates) {
    SortedMap<LocalDate, BigDecimal> plain = new TreeMap<>();
    rates.forEach((day, rate) -> plain.put(day, plain(rate)));
    return Collections.unmodifiableSortedMap(plain);
  }

  private static BigDecimal plain(BigDecimal rate) {
    BigDecimal stripped = rate.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The rate of a currency on a day; null where none is known, or no day. */
  Column on(Column day, Column code) {
    Column rate = when(code.equalTo(currency), lit(BigDecimal.ONE).cast(Types.RATE));
    for (Map.Entry<String, SortedMap<LocalDate, BigDecimal>> other : others.entrySet()) {
      rate = rate.when(code.equalTo(other.getKey()), newest(other.getValue(), day));
    }
    return rate;
  }

  /** Arrays rather than a branch for each day: rates may come daily, over years. */
  private static Column newest(SortedMap<LocalDate, BigDecimal> rates, Column day) {
    long[] days = rates.keySet().stream().mapToLong(LocalDate::toEpochDay).toArray();
    BigDecimal[] values = rates.values().toArray(BigDecimal[]::new);
    Column begun = size(filter(lit(days), from -> from.leq(unix_date(day))));
    return get(lit(values), begun.minus(1)).cast(Types.RATE);
  }
}
