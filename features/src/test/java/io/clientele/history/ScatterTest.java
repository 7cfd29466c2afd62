package io.clientele.history;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ScatterTest {
  private static final Fact[] FACTS = Fact.values();

  /** A record as a test tells it; an empty name for none. */
  private record Told(Fact fact, List<Long> numbers, String name) {
    static Told of(Fact fact, String name, IntToLongFunction number) {
      return new Told(
          fact, IntStream.range(0, fact.width()).mapToLong(number).boxed().toList(), name);
    }

    void addTo(Scatter scatter) {
      scatter.add(
          fact,
          numbers.stream().mapToLong(Long::longValue).toArray(),
          name.isEmpty() ? null : UTF8String.fromString(name));
    }
  }

  @Test
  void shouldBringEveryRecordWithItsNameToTheOneBucketOfItsKey() {
    Random random = new Random(21);
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Fact fact = FACTS[random.nextInt(FACTS.length)];
      String name = random.nextInt(4) == 0 ? "" : "n" + random.nextInt(900);
      long key = random.nextInt(500) * 0x9E3779B97F4A7C15L;
      told.add(Told.of(fact, name, column -> column == 0 ? key : random.nextLong()));
    }

    List<List<Told>> buckets = buckets(told);

    List<Told> found = new ArrayList<>();
    Map<Long, Integer> homes = new HashMap<>();
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      for (Told record : buckets.get(bucket)) {
        found.add(record);
        assertThat(homes.putIfAbsent(record.numbers().get(0), bucket)).isIn(null, bucket);
      }
    }
    assertThat(counted(found)).isEqualTo(counted(told));
    assertThat(buckets.size()).isBetween(100, Scatter.BUCKETS);
  }

  @Test
  void shouldTellMoreNamesThanBlocksHoldAtOnce() {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      long key = i * 0x9E3779B97F4A7C15L;
      told.add(Told.of(Fact.IDENTITY, "shop:" + i, column -> key));
    }

    List<Told> found = buckets(told).stream().flatMap(List::stream).toList();

    assertThat(counted(found)).isEqualTo(counted(told));
  }

  /** In whatever order; to look each one up among the others would take minutes. */
  private static Map<Told, Long> counted(List<Told> records) {
    return records.stream().collect(groupingBy(record -> record, counting()));
  }

  @Test
  void shouldRefuseTwoCustomersOfOneKey() {
    Iterator<Row> blocks =
        blocks(
            List.of(
                Told.of(Fact.IDENTITY, "shop:ann", column -> 7),
                Told.of(Fact.IDENTITY, "shop:bob", column -> 7),
                Told.of(Fact.RETURN, "", column -> 7)));

    assertThatThrownBy(() -> SourceHistories.of(blocks, ZoneOffset.UTC).forEachRemaining(row -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two customers have one key");
  }

  @Test
  void shouldRefuseTwoOrdersOfOneKey() {
    Iterator<Row> blocks =
        blocks(
            List.of(
                Told.of(Fact.ORDER, "", column -> column == 0 ? 7 : 0),
                Told.of(Fact.ORDER, "web", column -> column == 0 ? 7 : 1)));

    assertThatThrownBy(() -> new Scatter(Keys.ALL, new OrderJoin(blocks)).hasNext())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two orders have one key");
  }

  @Test
  void shouldRefuseMoreThanABucketHolds() {
    ByteBuffer block = ByteBuffer.allocate(16).putInt(Records.MOST + 1).putInt(0).flip();

    assertThatThrownBy(() -> new Records(Fact.EVENT).add(block))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("33,554,432")
        .hasMessageContaining("robots");
  }

  private static Iterator<Row> blocks(List<Told> told) {
    Iterator<Told> each = told.iterator();
    Scatter scatter =
        new Scatter(
            Keys.ALL,
            to -> {
              if (each.hasNext()) {
                each.next().addTo(to);
                return true;
              }
              return false;
            });
    List<Row> blocks = new ArrayList<>();
    scatter.forEachRemaining(row -> blocks.add(RowFactory.create(row.get(0), row.get(1))));
    blocks.sort(Comparator.comparing(row -> row.getInt(0)));
    return blocks.iterator();
  }

  /** The records of each bucket, read as long as it holds. */
  private static List<List<Told>> buckets(List<Told> told) {
    List<List<Told>> buckets = new ArrayList<>();
    new Buckets(blocks(told)).forEachRemaining(bucket -> buckets.add(records(bucket)));
    return buckets;
  }

  private static List<Told> records(Bucket bucket) {
    List<Told> told = new ArrayList<>();
    for (Fact fact : FACTS) {
      Records records = bucket.of(fact);
      for (int i = 0; i < records.size(); i++) {
        int record = i;
        UTF8String name = records.name(record);
        told.add(
            Told.of(
                fact,
                name == null ? "" : name.toString(),
                column -> records.number(column, record)));
      }
    }
    return told;
  }
}
