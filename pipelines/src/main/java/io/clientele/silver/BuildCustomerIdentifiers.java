package io.clientele.silver;

import static org.apache.spark.sql.functions.lit;

import io.clientele.step.Changes;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Collects every name under which a source knows a person, from all tables that name people.
 *
 * @param naming these tables, but for those that nothing feeds: they hold nobody, and would only be
 *     looked through
 */
record BuildCustomerIdentifiers(List<Table> naming) implements Stage {
  private static final Table TABLE = CustomerIdentifiers.TABLE;
  private static final List<Table> NAMING =
      List.of(
          Customers.TABLE,
          Orders.TABLE,
          Refunds.TABLE,
          Events.TABLE,
          Messages.TABLE,
          Consents.TABLE);

  static BuildCustomerIdentifiers of(Set<Table> fed) {
    return new BuildCustomerIdentifiers(
        NAMING.stream().filter(t -> t.equals(Customers.TABLE) || fed.contains(t)).toList());
  }

  @Override
  public String name() {
    return "build-customer-identifiers";
  }

  @Override
  public Table output() {
    return TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Stream.concat(
            Stream.of(new Read.Own(TABLE)),
            naming.stream().flatMap(t -> Stream.of(new Read.All(t), new Read.Changes(t))))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A table that is no longer fed is not read, but has lost its people. */
  @Override
  public String recipe() {
    return naming.toString();
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> aliases = aliases(in.all(Customers.TABLE));
    if (in.changes(Customers.TABLE).isEmpty()) {
      return persons(in::all).distinct().union(aliases);
    }

    Dataset<Row> touched = persons(table -> changes(in, table).both());
    // While none leaves, all who are touched are among those who came: none need be looked for.
    boolean leaving = naming.stream().anyMatch(t -> changes(in, t).removed().isPresent());
    Dataset<Row> standing = persons(leaving ? in::all : table -> changes(in, table).added());
    Dataset<Row> anew = standing.distinct().union(aliases);
    boolean few = naming.stream().allMatch(t -> changes(in, t).few());
    return new Difference(TABLE, Identities.TABLE.key()).of(in.own(TABLE), anew, touched, few);
  }

  private static Changes changes(Inputs in, Table table) {
    return in.changes(table).orElseThrow();
  }

  /** Everyone whom a table names, under the source's own key, as often as named. */
  private Dataset<Row> persons(Function<Table, Dataset<Row>> rows) {
    return naming.stream()
        .map(table -> identified(rows.apply(table), person(table), "SOURCE_ID", person(table)))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static Dataset<Row> aliases(Dataset<Row> customers) {
    Field person = Origin.SOURCE_ID;
    return identified(customers, person, "EXTERNAL_ID", Customers.EXTERNAL_ID)
        .union(identified(customers, person, "EMAIL_SHA256", Customers.EMAIL_SHA256));
  }

  private static Field person(Table table) {
    return table.equals(Customers.TABLE) ? Origin.SOURCE_ID : Origin.CUSTOMER_SOURCE_ID;
  }

  private static Dataset<Row> identified(Dataset<Row> rows, Field person, String type, Field id) {
    return rows.where(id.col().isNotNull())
        .select(
            new Column[] {
              Origin.SOURCE_SYSTEM.col(),
              Origin.CONNECTION_ID.col(),
              CustomerIdentifiers.CUSTOMER_SOURCE_ID.from(person.col()),
              CustomerIdentifiers.ID_TYPE.from(lit(type)),
              CustomerIdentifiers.ID_VALUE.from(id.col())
            });
  }
}
