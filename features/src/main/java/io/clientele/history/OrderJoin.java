package io.clientele.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Brings orders, their lines and refunds together, and tells them as facts of customers: which
 * orders and refunds count, what an order's units are, and what its lines come to by category.
 */
final class OrderJoin implements Scatter.Source {
  private static final int CUSTOMER = 1;
  private static final int AT = 2;
  private static final int UNITS = 3;
  private static final int AMOUNT = 3;
  private static final int TOLD = 4;
  private static final int DISCOUNT = 5;
  private static final int NET = 6;
  private static final int COUNTS = 7;

  private final Buckets buckets;

  OrderJoin(Iterator<Row> blocks) {
    this.buckets = new Buckets(blocks);
  }

  @Override
  public boolean feed(Scatter to) {
    if (!buckets.hasNext()) {
      return false;
    }
    Bucket bucket = buckets.next();
    Records orders = bucket.of(Fact.ORDER);
    LongIndex keys = numbered(orders);
    long[] units = lines(bucket.of(Fact.LINE), orders, keys, to);
    sales(orders, units, to);
    refunds(bucket.of(Fact.REFUND), orders, keys, to);
    return true;
  }

  /** Each order's key under the order's place. */
  private static LongIndex numbered(Records orders) {
    LongIndex keys = new LongIndex();
    for (int order = 0; order < orders.size(); order++) {
      if (keys.add(orders.number(0, order)) != order) {
        throw new IllegalStateException("Cannot build histories: two orders have one key");
      }
    }
    return keys;
  }

  private static boolean counts(Records orders, int order) {
    return orders.number(COUNTS, order) != 0;
  }

  /** Tells lines of orders that count; returns the units of each such order's lines. */
  private static long[] lines(Records lines, Records orders, LongIndex keys, Scatter to) {
    long[] units = new long[orders.size()];
    long[] category = new long[Fact.CATEGORY.width()];
    for (int line = 0; line < lines.size(); line++) {
      int order = keys.find(lines.number(0, line));
      if (order >= 0 && counts(orders, order)) {
        units[order] = Math.addExact(units[order], lines.number(1, line));
        category[0] = orders.number(CUSTOMER, order);
        if (category[0] != Fact.NONE && lines.code(line) != 0) {
          category[1] = orders.number(AT, order);
          category[2] = reported(lines.number(2, line), orders, order);
          to.offer(Fact.CATEGORY, category, lines.name(line));
        }
      }
    }
    return units;
  }

  /**
   * A line's total in the tenant's currency, by the rate of its order; a free order tells no rate,
   * and nothing to be converted either.
   */
  private static long reported(long total, Records orders, int order) {
    long net = orders.number(NET, order);
    long told = orders.number(TOLD, order);
    return net == told || net == 0
        ? total
        : BigDecimal.valueOf(total)
            .multiply(BigDecimal.valueOf(told))
            .divide(BigDecimal.valueOf(net), 0, RoundingMode.HALF_UP)
            .longValueExact();
  }

  /** The units of an order are its own figure, else the sum of its lines. */
  private static void sales(Records orders, long[] unitsOfLines, Scatter to) {
    long[] sale = new long[Fact.SALE.width()];
    for (int order = 0; order < orders.size(); order++) {
      sale[0] = orders.number(CUSTOMER, order);
      if (sale[0] != Fact.NONE && counts(orders, order)) {
        long units = orders.number(UNITS, order);
        sale[1] = orders.number(AT, order);
        sale[2] = units == Fact.NONE ? unitsOfLines[order] : units;
        sale[3] = orders.number(TOLD, order);
        sale[4] = orders.number(DISCOUNT, order);
        to.offer(Fact.SALE, sale, orders.name(order));
      }
    }
  }

  /**
   * Refunds but for those of orders that do not count: they give back what was never counted. One
   * that names no customer belongs to its order's.
   */
  private static void refunds(Records refunds, Records orders, LongIndex keys, Scatter to) {
    long[] given = new long[Fact.RETURN.width()];
    for (int refund = 0; refund < refunds.size(); refund++) {
      long key = refunds.number(0, refund);
      int order = key == Fact.NONE ? -1 : keys.find(key);
      if (order < 0 || counts(orders, order)) {
        long own = refunds.number(CUSTOMER, refund);
        given[0] = own == Fact.NONE && order >= 0 ? orders.number(CUSTOMER, order) : own;
        given[1] = refunds.number(AT, refund);
        given[2] = refunds.number(AMOUNT, refund);
        if (given[0] != Fact.NONE) {
          to.offer(Fact.RETURN, given, null);
        }
      }
    }
  }
}
