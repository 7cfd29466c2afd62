package io.clientele.history;

import io.clientele.table.Field;
import io.clientele.table.Types;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** The keys that rows tell of: source customers and customers, with how much stands, and orders. */
final class TracedKeys implements Serializable {
  static final Field SOURCE = Field.optional("source", Types.COUNT, "A source customer.");
  static final Field ORDER = Field.optional("order", Types.COUNT, "An order.");
  static final Field CUSTOMER = Field.optional("customer", Types.COUNT, "A customer.");

  /** The columns of the rows. */
  static final List<Field> FIELDS = List.of(SOURCE, ORDER, CUSTOMER, Standing.FIELD);

  private static final int SOURCE_AT = FIELDS.indexOf(SOURCE);
  private static final int ORDER_AT = FIELDS.indexOf(ORDER);
  private static final int CUSTOMER_AT = FIELDS.indexOf(CUSTOMER);
  private static final int STANDING_AT = FIELDS.indexOf(Standing.FIELD);

  private static final long serialVersionUID = 1;

  private final Standings sources = new Standings();
  private final Standings customers = new Standings();
  private final LongIndex orders = new LongIndex();
  private long rows;

  /**
   * The keys in a task's rows.
   *
   * @param rows of {@link #FIELDS}
   */
  static TracedKeys of(Iterator<InternalRow> rows) {
    TracedKeys keys = new TracedKeys();
    rows.forEachRemaining(keys::add);
    return keys;
  }

  private void add(InternalRow row) {
    Standing standing = Standing.of(row.getInt(STANDING_AT));
    rows++;
    if (!row.isNullAt(SOURCE_AT)) {
      sources.add(row.getLong(SOURCE_AT), standing);
    }
    if (!row.isNullAt(ORDER_AT)) {
      orders.add(row.getLong(ORDER_AT));
    }
    if (!row.isNullAt(CUSTOMER_AT)) {
      customers.add(row.getLong(CUSTOMER_AT), standing);
    }
  }

  void add(TracedKeys others) {
    sources.add(others.sources);
    customers.add(others.customers);
    for (int number = 0; number < others.orders.size(); number++) {
      orders.add(others.orders.key(number));
    }
    rows += others.rows;
  }

  /** True where there are more of one kind. */
  boolean exceed(int most) {
    return sources.size() > most || customers.size() > most || orders.size() > most;
  }

  /** How many rows told of them. */
  long rows() {
    return rows;
  }

  Standings sources() {
    return sources;
  }

  Standings customers() {
    return customers;
  }

  LongIndex orders() {
    return orders;
  }
}
