package io.clientele.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * That rows of one table name rows of another by their id in the source.
 *
 * @param from the naming table
 * @param by its field that holds the id
 * @param to the table that has a row for each id
 */
public record Reference(Table from, Field by, Table to) {
  /** People are looked up among those whom any table names: far fewer than the rows that do. */
  public static final List<Reference> ALL =
      List.of(
          new Reference(OrderLines.TABLE, OrderLines.ORDER_SOURCE_ID, Orders.TABLE),
          new Reference(Refunds.TABLE, Refunds.ORDER_SOURCE_ID, Orders.TABLE),
          new Reference(Identities.TABLE, CustomerIdentifiers.CUSTOMER_SOURCE_ID, Customers.TABLE));

  private static final Field COUNT = Field.required("_count", Types.COUNT, "Different ids.");

  /** So few ids are sent to where the others are, rather than both to where they meet. */
  private static final long FEW = 100_000;

  /**
   * What following references came to: different ids that are named, and of these, that are there.
   */
  public record Followed(long named, long found) {
    /** Share of those named that lead to nothing; zero where none are. */
    public double dangling() {
      return named == 0 ? 0 : (named - found) / (double) named;
    }
  }

  /**
   * Follows the references of some rows.
   *
   * @param naming rows of {@code from}
   * @param rows about how many these are
   * @param there all rows of {@code to}
   */
  public Followed follow(Dataset<Row> naming, long rows, Dataset<Row> there) {
    Dataset<Row> named = naming.where(by.col().isNotNull()).select(key(by)).distinct();
    Dataset<Row> known =
        there
            .select(key(Origin.SOURCE_ID))
            .join(
                rows <= FEW ? broadcast(named) : named,
                new String[] {
                  Origin.SOURCE_SYSTEM.name(), Origin.CONNECTION_ID.name(), Origin.SOURCE_ID.name()
                },
                "left_semi");
    // Two rows: of those named, which are no fewer than those found.
    List<Row> counts =
        counted(named).union(counted(known)).orderBy(COUNT.col().desc()).collectAsList();
    return new Followed(counts.get(0).getLong(0), counts.get(1).getLong(0));
  }

  private static Dataset<Row> counted(Dataset<Row> rows) {
    return rows.agg(COUNT.from(count(lit(1))));
  }

  private static Column[] key(Field id) {
    return new Column[] {
      Origin.SOURCE_SYSTEM.col(), Origin.CONNECTION_ID.col(), Origin.SOURCE_ID.from(id.col())
    };
  }
}
