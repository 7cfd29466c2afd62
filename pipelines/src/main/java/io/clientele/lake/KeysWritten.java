package io.clientele.lake;

import static io.clientele.lake.Uncommitted.seq;

import io.clientele.table.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.expressions.NullsFirst$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * What one task saw of the keys that it wrote, by which all tasks together may prove that no two
 * rows have one key, without reading them again. There are two proofs: rows that lie where their
 * {@link Table#keyDigest digest} puts them, each with a greater key than the one before, compared
 * from the key's end; and, of so many rows as fit memory, digests of which no two are equal. Where
 * neither holds, nothing is known.
 */
final class KeysWritten implements Serializable {
  private static final long serialVersionUID = 1;

  /** Digests of all tasks together, which the driver takes at once: 32 MB. */
  private static final int MOST = 1 << 22;

  private static final int LEAST = 1 << 10;
  private static final long[] NONE = {};

  /** What Spark's hashing begins with. */
  private static final int SEED = 42;

  private final transient UnsafeProjection digest;
  private final transient InterpretedOrdering order;
  private final int task;
  private final int tasks;
  private transient InternalRow last;
  private boolean inPlace;
  private long[] digests = NONE;
  private int size;

  /** Negative where there are too many. */
  private int room;

  /**
   * @param schema of the rows
   * @param key fields of it, as a table declares them; none where nobody asks
   * @param task its number among all
   */
  KeysWritten(StructType schema, List<String> key, int task, int tasks) {
    List<Expression> cells = new ArrayList<>();
    key.forEach(name -> cells.add(cell(schema, name)));
    this.digest = UnsafeProjection.create(seq(List.of(new XxHash64(seq(cells), SEED))));
    Collections.reverse(cells);
    this.order = new InterpretedOrdering(seq(cells.stream().map(KeysWritten::ascending).toList()));
    this.task = task;
    this.tasks = tasks;
    this.inPlace = !key.isEmpty();
    this.room = key.isEmpty() ? -1 : MOST / tasks;
  }

  private static Expression cell(StructType schema, String name) {
    int place = schema.fieldIndex(name);
    return new BoundReference(place, schema.apply(place).dataType(), true);
  }

  private static SortOrder ascending(Expression cell) {
    return new SortOrder(cell, Ascending$.MODULE$, NullsFirst$.MODULE$, seq(List.of()));
  }

  /** Number of the task to which Spark deals rows by such a column. */
  static int taskOf(long digest, int tasks) {
    return Math.floorMod(Murmur3_x86_32.hashLong(digest, SEED), tasks);
  }

  /**
   * @param row kept until the next one
   */
  void add(InternalRow row) {
    if (inPlace || room >= 0) {
      add(row, digest(row));
    }
  }

  void add(InternalRow row, long found) {
    if (inPlace) {
      inPlace = taskOf(found, tasks) == task && (last == null || order.compare(last, row) < 0);
      last = row;
    }
    keep(found);
  }

  /** The same as {@link Table#keyDigest}. */
  long digest(InternalRow row) {
    return digest.apply(row).getLong(0);
  }

  private void keep(long digest) {
    if (size == room) {
      room = -1;
      size = 0;
      digests = NONE;
    }
    if (room < 0) {
      return;
    }
    if (size == digests.length) {
      digests = Arrays.copyOf(digests, Math.min(Math.max(LEAST, 2 * size), room));
    }
    digests[size++] = digest;
  }

  /** True where it is known that no two rows of all these tasks have one key. */
  static boolean areDistinct(List<KeysWritten> tasks) {
    if (tasks.stream().allMatch(task -> task.inPlace)) {
      return true;
    }
    return tasks.stream().allMatch(task -> task.room >= 0) && haveDistinctDigests(tasks);
  }

  private static boolean haveDistinctDigests(List<KeysWritten> tasks) {
    long[] all = new long[tasks.stream().mapToInt(task -> task.size).sum()];
    int next = 0;
    for (KeysWritten task : tasks) {
      System.arraycopy(task.digests, 0, all, next, task.size);
      next += task.size;
    }
    Arrays.sort(all);
    for (int at = 1; at < all.length; at++) {
      if (all[at] == all[at - 1]) {
        return false;
      }
    }
    return true;
  }
}
