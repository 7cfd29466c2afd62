package io.clientele.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.SparkExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class KeysWrittenSparkTest {
  /** So many that the digests of sixteen rows of each are kept. */
  private static final int MANY = 1 << 18;

  private static final int KEPT = 16;
  private static final Field SHOP = Field.required("shop", Types.COUNT, "A shop.");
  private static final Field ID = Field.required("id", Types.TEXT, "An id within the shop.");
  private static final Table TABLE =
      new Table(Layer.SILVER, "things", List.of(SHOP, ID), List.of(SHOP, ID), new Write.Upsert());

  @Test
  void shouldTellEqualDigestsOfOneTaskAndOfTwo() {
    KeysWritten some = inNoOrder(4, -5, 0, 7);
    KeysWritten others = inNoOrder(4, 8, Long.MIN_VALUE);

    assertThat(KeysWritten.areDistinct(List.of(some, inNoOrder(8, 9)))).isTrue();
    assertThat(KeysWritten.areDistinct(List.of(some, others))).isFalse();
    assertThat(KeysWritten.areDistinct(List.of(inNoOrder(4, 3, 3)))).isFalse();
    assertThat(KeysWritten.areDistinct(List.of())).isTrue();
  }

  @Test
  void shouldKeepNoMoreDigestsThanItsShare() {
    long[] share = LongStream.range(0, KEPT).toArray();
    long[] more = LongStream.range(100, 200).toArray();

    assertThat(KeysWritten.areDistinct(List.of(inNoOrder(share)))).isTrue();
    assertThat(KeysWritten.areDistinct(List.of(inNoOrder(more)))).isFalse();
    assertThat(KeysWritten.areDistinct(List.of(inNoOrder(share), inNoOrder(more)))).isFalse();
  }

  @Test
  void shouldTellOfAnyNumberOfKeysThatComeInOrderWhereTheyBelong() {
    KeysWritten first = inOrder(0, 3 * KEPT);
    KeysWritten second = inOrder(1, 3 * KEPT);
    KeysWritten twice = inOrder(1, 3 * KEPT);
    twice.add(row(1, name(3 * KEPT - 1)), digestOf(1));
    KeysWritten lost = inOrder(1, 3 * KEPT);
    lost.add(row(1, name(3 * KEPT)), digestOf(0));

    assertThat(KeysWritten.areDistinct(List.of(first, second))).isTrue();
    assertThat(KeysWritten.areDistinct(List.of(first, twice))).as("a key twice").isFalse();
    assertThat(KeysWritten.areDistinct(List.of(first, lost))).as("in another task").isFalse();
  }

  @Test
  void shouldTellNothingWhereNobodyAsksOfKeys() {
    KeysWritten unasked = new KeysWritten(TABLE.schema(), List.of(), 0, 1);
    unasked.add(row(1, "a"));

    assertThat(KeysWritten.areDistinct(List.of(unasked))).isFalse();
  }

  @Test
  void shouldKnowWhereSparkDealsRows(SparkSession spark) {
    Dataset<Row> rows =
        spark.range(500).select(SHOP.from(col("id").mod(3)), ID.from(col("id").cast(Types.TEXT)));
    List<Row> dealt =
        rows.repartition(7, TABLE.keyDigest())
            .select(SHOP.col(), ID.col(), TABLE.keyDigest(), spark_partition_id())
            .collectAsList();

    KeysWritten keys = keys(0);
    assertThat(dealt)
        .hasSize(500)
        .allMatch(row -> keys.digest(row(row.getLong(0), row.getString(1))) == row.getLong(2))
        .allMatch(row -> KeysWritten.taskOf(row.getLong(2), 7) == row.getInt(3));
  }

  /** Of rows that do not ascend. */
  private static KeysWritten inNoOrder(long... digests) {
    KeysWritten keys = keys(0);
    LongStream.of(digests).forEach(digest -> keys.add(row(1, "same"), digest));
    return keys;
  }

  private static KeysWritten inOrder(int task, int rows) {
    KeysWritten keys = keys(task);
    IntStream.range(0, rows)
        .forEach(number -> keys.add(row(rows - number, name(number)), digestOf(task)));
    return keys;
  }

  private static KeysWritten keys(int task) {
    List<String> key = TABLE.key().stream().map(Field::name).toList();
    return new KeysWritten(TABLE.schema(), key, task, MANY);
  }

  /** A digest that belongs to the task. */
  private static long digestOf(int task) {
    return LongStream.iterate(0, digest -> digest + 1)
        .filter(digest -> KeysWritten.taskOf(digest, MANY) == task)
        .findFirst()
        .orElseThrow();
  }

  private static String name(int number) {
    return "id %05d".formatted(number);
  }

  private static InternalRow row(long shop, String id) {
    return new GenericInternalRow(new Object[] {shop, UTF8String.fromString(id)});
  }
}
