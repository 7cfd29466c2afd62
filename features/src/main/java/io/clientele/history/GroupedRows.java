package io.clientele.history;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;

/**
 * Turns runs of neighbouring rows with equal leading columns into at most one row each. Holds one
 * group at a time, and of that only what the group itself keeps.
 */
final class GroupedRows implements Iterator<Row> {

  /** What the rows of one group come to. */
  interface Group {
    void add(Row row);

    Optional<Row> result();
  }

  private final Iterator<Row> rows;
  private final int keys;
  private final Supplier<? extends Group> groups;
  private Optional<Row> pending;
  private Optional<Row> result;

  /**
   * @param keys how many leading columns tell groups apart
   */
  GroupedRows(Iterator<Row> rows, int keys, Supplier<? extends Group> groups) {
    this.rows = rows;
    this.keys = keys;
    this.groups = groups;
    this.pending = advance();
    this.result = nextResult();
  }

  @Override
  public boolean hasNext() {
    return result.isPresent();
  }

  @Override
  public Row next() {
    Row next = result.orElseThrow(NoSuchElementException::new);
    result = nextResult();
    return next;
  }

  private Optional<Row> nextResult() {
    Optional<Row> found = Optional.empty();
    while (pending.isPresent() && found.isEmpty()) {
      Row first = pending.get();
      Group group = groups.get();
      while (pending.isPresent() && sameGroup(first, pending.get())) {
        group.add(pending.get());
        pending = advance();
      }
      found = group.result();
    }
    return found;
  }

  private Optional<Row> advance() {
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  private boolean sameGroup(Row one, Row other) {
    for (int key = 0; key < keys; key++) {
      if (!Objects.equals(one.get(key), other.get(key))) {
        return false;
      }
    }
    return true;
  }
}
