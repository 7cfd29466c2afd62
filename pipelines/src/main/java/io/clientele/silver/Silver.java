package io.clientele.silver;

import io.clientele.problem.Problems;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Money;
import io.clientele.table.Table;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stages that fill the canonical tables. */
public final class Silver {
  private static final List<Table> CANONICAL =
      List.of(
          Customers.TABLE,
          OrderLines.TABLE,
          Orders.TABLE,
          Refunds.TABLE,
          Events.TABLE,
          Products.TABLE,
          Messages.TABLE,
          Consents.TABLE);

  /** Tables whose rows tell money. */
  private static final Map<Table, Money> MONEY =
      Map.of(
          Orders.TABLE, new Money(Orders.NET_TOTAL, Orders.CURRENCY),
          Refunds.TABLE, new Money(Refunds.AMOUNT, Refunds.CURRENCY));

  private Silver() {}

  /** The stages where nothing is expected of records, and rejected ones stay so. */
  public static List<Step> steps(List<Feed> feeds, ZoneId zone, Rates rates) {
    return steps(feeds, zone, rates, Quality.ANY, Rejected.LEFT);
  }

  /**
   * A stage for every canonical table, fed or not: a table that nothing feeds is there without
   * rows.
   *
   * @param zone the tenant's: texts without an offset from UTC are its local time
   * @param rates by which amounts are told in the tenant's currency, which is also that of amounts
   *     that name none
   * @throws io.clientele.problem.UserError where a feed leaves a needed field unfilled, or fills
   *     one that its table does not have
   */
  public static List<Step> steps(
      List<Feed> feeds, ZoneId zone, Rates rates, Quality quality, Rejected rejected) {
    Canon canon = new Canon(zone, rates);
    Problems problems = Problems.in("mapping");
    Set<Table> fed = feeds.stream().map(Feed::to).collect(Collectors.toSet());
    feeds.forEach(feed -> inspect(feed, fed, problems));
    problems.throwIfAny();

    Stream<Step> rows =
        CANONICAL.stream()
            .map(table -> new BuildRows(table, of(table, feeds), canon, quality, rejected));
    return Stream.concat(rows, Stream.of(BuildCustomerIdentifiers.of(fed), new ResolveIdentities()))
        .toList();
  }

  static Optional<Money> money(Table table) {
    return Optional.ofNullable(MONEY.get(table));
  }

  /** Fields that a feed of the table must fill, since nothing can stand in for them. */
  public static List<Field> needed(Table table) {
    Set<Field> derived = Filling.of(table, "").keySet();
    return Canon.own(table)
        .filter(field -> !field.nullable() && !derived.contains(field))
        .filter(field -> !Reporting.FIELDS.contains(field))
        .toList();
  }

  /**
   * The same where other tables are fed too, which may stand in for a field: an order's lines tell
   * its total.
   */
  public static List<Field> needed(Table table, Set<Table> fed) {
    return needed(table).stream()
        .filter(field -> !(field.equals(Orders.NET_TOTAL) && fed.contains(OrderLines.TABLE)))
        .toList();
  }

  private static List<Feed> of(Table table, List<Feed> feeds) {
    return feeds.stream().filter(feed -> feed.to().id().equals(table.id())).toList();
  }

  private static void inspect(Feed feed, Set<Table> fed, Problems problems) {
    String where = feed.from() + " to " + feed.to();
    if (!CANONICAL.contains(feed.to())) {
      problems.add("%s: no source fills that table, only %s", where, CANONICAL);
      return;
    }

    List<Field> fillable = Canon.own(feed.to()).toList();
    List<Field> unknown =
        feed.fills().keySet().stream()
            .filter(field -> !fillable.contains(field))
            .sorted(Comparator.comparing(Field::name))
            .toList();
    List<Field> lacking =
        needed(feed.to(), fed).stream().filter(field -> !feed.fills().containsKey(field)).toList();
    feed.fills()
        .forEach(
            (field, notation) ->
                notation.times().stream()
                    .filter(format -> !Notation.isTime(format))
                    .forEach(
                        format ->
                            problems.add(
                                "%s fills %s in format %s, expected one of dates and times such as"
                                    + " yyyy-MM-dd HH:mm:ss",
                                where, field, format)));
    problems
        .require(unknown.isEmpty(), "%s fills %s, expected only %s", where, unknown, fillable)
        .require(
            lacking.isEmpty(),
            "%s leaves %s unfilled, expected a column or constant",
            where,
            lacking);
  }
}
