package io.clientele.step;

import io.clientele.table.Fate;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the records that a step received.
 *
 * @param whole true where these are all records that there are, false where those that are new
 * @param announced records that were handed over, as their source counted them
 * @param records how many came to which fate, as they were counted on writing
 * @param money what the records came to, by currency
 */
public record Balance(boolean whole, long announced, Map<Fate, Long> records, List<Sums> money) {
  /** Of a step that receives no records. */
  public static final Balance NONE = new Balance(false, 0, Map.of(), List.of());

  /** Sums in one currency; of rejected records only what could be read of them. */
  public record Sums(String currency, Map<Fate, BigDecimal> amounts) {
    public Sums {
      amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    public BigDecimal of(Fate fate) {
      return amounts.getOrDefault(fate, BigDecimal.ZERO);
    }

    /** What all of them came to. */
    public BigDecimal total() {
      return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  public Balance {
    records = Collections.unmodifiableMap(new TreeMap<>(records));
    money = List.copyOf(money);
  }

  public long of(Fate fate) {
    return records.getOrDefault(fate, 0L);
  }

  /** Records that came to any fate: as many as were announced, or rows were lost. */
  public long accounted() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  /** False for a step that receives no records; true even where none came. */
  public boolean isTold() {
    return !records.isEmpty();
  }
}
