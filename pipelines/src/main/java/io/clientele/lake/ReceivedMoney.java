package io.clientele.lake;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.step.Balance;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Money;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sums up what received records came to, by currency and fate. */
record ReceivedMoney(Money money) {
  private static final Field SUM = Field.optional("_sum", Types.TOTAL, "What they came to.");

  /** Stands for every text that is no currency: the sums reach logs, and it could be anything. */
  private static final String UNKNOWN = "???";

  private static final String CURRENCY = "^[A-Z]{3}$";

  List<Balance.Sums> of(Dataset<Row> staged) {
    Field currency = money.currency();
    Column known = when(currency.col().rlike(CURRENCY), currency.col()).otherwise(lit(UNKNOWN));
    Map<String, Map<Fate, BigDecimal>> sums = new TreeMap<>();
    staged
        .where(Fate.isReceived().and(money.amount().col().isNotNull()))
        .groupBy(currency.from(known), Fate.FIELD.col())
        .agg(SUM.from(sum(money.amount().col())))
        // A row for each currency and fate.
        .collectAsList()
        .forEach(
            row ->
                sums.computeIfAbsent(row.getString(0), code -> new TreeMap<>())
                    .put(Fate.valueOf(row.getString(1)), row.getDecimal(2)));
    return sums.entrySet().stream()
        .map(entry -> new Balance.Sums(entry.getKey(), entry.getValue()))
        .toList();
  }
}
