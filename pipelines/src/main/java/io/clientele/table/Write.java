package io.clientele.table;

import java.util.List;
import java.util.Optional;

/** How new rows of a table meet old ones: a fact of the table, not of the caller. */
public sealed interface Write {

  /** New rows are added. */
  record Append() implements Write {}

  /**
   * All rows whose value of {@code by} lies in the step's scope are replaced; rows outside it are
   * refused.
   */
  record Replace(Field by) implements Write {}

  /**
   * By the table's key: of two rows the greater by {@code order} stays (equal: the newer write),
   * and rows whose {@code gone} is true leave. Where the step did not read mere changes, its rows
   * are the whole table and the others leave.
   */
  record Upsert(List<Field> order, Optional<Field> gone) implements Write {
    public Upsert {
      order = List.copyOf(order);
    }

    /** The newer write wins. */
    public static Upsert latest() {
      return new Upsert(List.of(), Optional.empty());
    }

    public static Upsert latestBy(Field... order) {
      return new Upsert(List.of(order), Optional.empty());
    }
  }
}
