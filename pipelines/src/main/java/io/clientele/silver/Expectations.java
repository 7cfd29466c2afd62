package io.clientele.silver;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Quality.Limit;
import io.clientele.silver.Quality.Rule;
import io.clientele.step.Run;
import io.clientele.table.Check;
import io.clientele.table.Check.Severity;
import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What must hold of the records that a run receives for a canonical table, as checks on its rows.
 * Rows that only came along to be weighed again are not judged.
 *
 * @param filled fields that feeds fill
 * @param zone whose days are meant
 */
record Expectations(Table table, Set<Field> filled, Quality quality, ZoneId zone) {
  /** Optional fields that most records have where a source has them at all. */
  private static final Map<Table, List<Field>> TELLING =
      Map.of(
          Customers.TABLE, List.of(Customers.EMAIL),
          Orders.TABLE, List.of(Origin.CUSTOMER_SOURCE_ID),
          OrderLines.TABLE, List.of(OrderLines.PRODUCT_SOURCE_ID),
          Refunds.TABLE, List.of(Refunds.ORDER_SOURCE_ID));

  private static final Map<Table, List<Field>> POSITIVE =
      Map.of(
          Orders.TABLE, List.of(Orders.NET_TOTAL),
          OrderLines.TABLE, List.of(OrderLines.QUANTITY, OrderLines.LINE_TOTAL));

  private static final Map<Table, Field> HAPPENED =
      Map.of(
          Orders.TABLE, Orders.PLACED_AT,
          Refunds.TABLE, Refunds.REFUNDED_AT,
          Events.TABLE, Events.OCCURRED_AT);

  /** Of what comes every day, so that its newest record tells whether the source is at work. */
  private static final Set<Table> DAILY = Set.of(Orders.TABLE, Events.TABLE);

  List<Check> of(Run run) {
    List<Check> checks =
        new ArrayList<>(List.of(balance(), newRows(), rejected(), repeated(), unread()));
    checks.addAll(Stream.of(missing(), negative(), future(run), age(run)).flatMap(c -> c).toList());
    return List.copyOf(checks);
  }

  private static Check balance() {
    Column accounted = Check.rowsWhere(Fate.isReceived());
    return new Check(
        "balance",
        coalesce(sum(Fate.ANNOUNCED.col()), lit(0)).minus(accounted),
        0,
        0,
        Severity.FAIL,
        "As many records as were handed over must be kept, superseded, rejected or left out: "
            + "Clientele lost some, or took some twice. This is a fault of Clientele: report it.");
  }

  private Check newRows() {
    return new Check(
        "new-rows",
        Check.rowsWhere(Fate.KEPT.is().or(Fate.SUPERSEDED.is())),
        1,
        Double.MAX_VALUE,
        Severity.WARN,
        "No new " + things() + " came from the sources, or none that could be read.");
  }

  private Check rejected() {
    return share(
        Rule.REJECTED,
        "rejected",
        Fate.isReceived(),
        Fate.REJECTED.is(),
        "More records were rejected than quality.max-rejected lets pass. Correct the files or the"
            + " mapping and run again, or raise it.");
  }

  private Check repeated() {
    return share(
        Rule.REPEATED,
        "repeated",
        Fate.isReceived(),
        Fate.SUPERSEDED.is(),
        "Many records have the id of a newer one: is source_id mapped to a column that tells "
            + things()
            + " apart?");
  }

  private Check unread() {
    Column any =
        Canon.own(table)
            .filter(field -> field.type().equals(Types.TEXT))
            .map(field -> coalesce(field.col().contains(Reading.UNREAD), lit(false)))
            .reduce(Column::or)
            .orElse(lit(false));
    return new Check(
        "unread-characters",
        Check.rowsWhere(Fate.KEPT.is().and(any)),
        0,
        0,
        Severity.WARN,
        "Characters in some "
            + things()
            + " could not be read: is the charset of the files what the mapping says?");
  }

  private Stream<Check> missing() {
    return TELLING.getOrDefault(table, List.of()).stream()
        .filter(filled::contains)
        .map(
            field ->
                share(
                    Rule.MISSING,
                    "missing " + field,
                    Fate.KEPT.is(),
                    field.col().isNull(),
                    "Many " + things() + " have no " + field + "."));
  }

  private Stream<Check> negative() {
    return POSITIVE.getOrDefault(table, List.of()).stream()
        .map(
            field ->
                share(
                    Rule.NEGATIVE,
                    "negative " + field,
                    Fate.KEPT.is(),
                    field.col().lt(0),
                    "Many " + things() + " have a negative " + field + "."));
  }

  private Stream<Check> future(Run run) {
    return Optional.ofNullable(HAPPENED.get(table)).stream()
        .map(
            field ->
                share(
                    Rule.FUTURE,
                    "future " + field,
                    Fate.KEPT.is(),
                    field.col().gt(lit(run.startedAt())),
                    "Some " + things() + " lie in the future: are days and months in order?"));
  }

  private Stream<Check> age(Run run) {
    return Optional.ofNullable(HAPPENED.get(table)).stream()
        .filter(field -> DAILY.contains(table))
        .map(
            field -> {
              Limit limit = quality.of(Rule.AGE_DAYS);
              Column newest =
                  from_utc_timestamp(max(when(Fate.KEPT.is(), field.col())), zone.getId());
              return new Check(
                  "age-days",
                  datediff(lit(run.asOf()), newest.cast(Types.DAY)),
                  -Double.MAX_VALUE,
                  limit.most(),
                  limit.severity(),
                  "The newest of the new " + things() + " are old: is the source at work?");
            });
  }

  private Check share(Rule rule, String name, Column among, Column broken, String says) {
    Limit limit = quality.of(rule);
    Column share = avg(when(among, when(broken, lit(1.0)).otherwise(lit(0.0))));
    return new Check(name, share, 0, limit.most(), limit.severity(), says);
  }

  private String things() {
    return table.name().replace('_', ' ');
  }
}
