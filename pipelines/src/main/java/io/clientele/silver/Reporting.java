package io.clientele.silver;

import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.to_date;

import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The amounts of a table that are told in the tenant's currency too.
 *
 * @param currency of the amounts
 * @param at when they were given or taken: the rate is that of its local day
 * @param amounts by the field that tells each anew
 */
record Reporting(Field currency, Field at, Map<Field, Field> amounts) {
  private static final Map<Table, Reporting> ALL =
      Map.of(
          Orders.TABLE,
          new Reporting(
              Orders.CURRENCY,
              Orders.PLACED_AT,
              Map.of(
                  Orders.REPORTED_TOTAL,
                  Orders.NET_TOTAL,
                  Orders.REPORTED_DISCOUNT,
                  Orders.DISCOUNT_TOTAL)),
          Refunds.TABLE,
          new Reporting(
              Refunds.CURRENCY,
              Refunds.REFUNDED_AT,
              Map.of(Refunds.REPORTED_AMOUNT, Refunds.AMOUNT)));

  /** The fields that are made here and nowhere else. */
  static final Set<Field> FIELDS =
      ALL.values().stream()
          .flatMap(each -> each.amounts().keySet().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Field RATE =
      Field.optional("_rate", Types.RATE, "Units of the tenant's currency for one.");

  static Optional<Reporting> of(Table table) {
    return Optional.ofNullable(ALL.get(table));
  }

  /** The rows with these fields, refused where no rate is known. */
  Dataset<Row> told(Dataset<Row> rows, Rates rates, ZoneId zone) {
    Column day = to_date(from_utc_timestamp(at.col(), zone.getId()));
    Dataset<Row> told = rows.withColumn(RATE.name(), rates.on(day, currency.col()));
    List<Column> reasons = new ArrayList<>();
    reasons.add(
        Rejects.reason(
            RATE.col().isNull().and(at.col().isNotNull()), "NO_RATE", currency, currency.col()));
    for (Map.Entry<Field, Field> amount : amounts.entrySet()) {
      Field anew = amount.getKey();
      Column given = amount.getValue().col();
      // One rounding, half up, from an exact product.
      told = told.withColumn(anew.name(), given.multiply(RATE.col()).try_cast(anew.type()));
      Column beyond = anew.col().isNull().and(given.isNotNull()).and(RATE.col().isNotNull());
      reasons.add(Rejects.reason(beyond, Reading.OUT_OF_RANGE, amount.getValue(), given));
    }
    return told.withColumn(Rejects.REASONS.name(), Rejects.further(reasons));
  }
}
