package io.clientele.source.files;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.lake.Lakes;
import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Identities;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Rates;
import io.clientele.silver.Silver;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class OrdersFromLinesSparkTest {
  /** Orders without totals, lines, orders with totals, and a record for each line of an order. */
  private static final FileStream[] SHOP = {
    stream("orders", Map.of(Orders.TABLE, order("id"))),
    stream("lines", Map.of(OrderLines.TABLE, line("id"))),
    stream("tills", Map.of(Orders.TABLE, with(order("id"), Orders.NET_TOTAL, "total"))),
    stream("receipts", Map.of(Orders.TABLE, order("order"), OrderLines.TABLE, line("id")))
  };

  private static final Map<String, String> HEADERS =
      Map.of(
          "orders", "id,customer,placed",
          "lines", "id,order,quantity,total",
          "tills", "id,customer,placed,total",
          "receipts", "id,order,customer,placed,quantity,total");

  @TempDir Path folder;
  private long clock = 1_700_000_000_000L;

  @Test
  void shouldAddUpLinesAndWaitForThem(SparkSession spark) throws IOException {
    write("lines1", "a,o1,2,10.50", "b,o1,1.5,-0.50", "c,o3,1,3");
    write("orders1", "o1,c1,2026-01-01", "o2,c2,2026-01-01");
    Runs runs = new Runs(spark, folder, SHOP).run();
    assertThat(told(runs)).containsExactly("o1 10.0000 3.5000");
    assertThat(runs.rejected()).containsExactly("MISSING_VALUE net_total orders1.csv @ 36");
    assertThat(runs.values(Identities.TABLE, Identities.CUSTOMER_ID)).containsExactly("shop:c1");

    write("lines2", "d,o2,1,0");
    write("orders2", "o3,c3,2026-01-01");
    assertThat(told(runs.run()))
        .as("lines after their order, and before it")
        .containsExactly("o1 10.0000 3.5000", "o2 0.0000 1.0000", "o3 3.0000 1.0000");
    assertThat(runs.rejected()).as("nothing is refused again").hasSize(1);

    assertThat(told(runs.run("lines2.csv")))
        .containsExactly("o1 10.0000 3.5000", "o3 3.0000 1.0000");
    assertThat(runs.rejected()).as("without lines it waits again").hasSize(2);

    write("lines1", "a,o1,2,11", "c,o2,1,3");
    assertThat(told(runs.run())).containsExactly("o1 11.0000 2.0000", "o2 3.0000 1.0000");

    write("tills1", "o1,c1,2026-01-02,99");
    assertThat(told(runs.run())).containsExactly("o1 99.0000 null", "o2 3.0000 1.0000");
    write("lines3", "e,o1,1,1");
    assertThat(told(runs.run())).as("a total that is told").contains("o1 99.0000 null");
  }

  @Test
  void shouldMakeOneOrderOfARecordForEachLine(SparkSession spark) throws IOException {
    write("receipts1", "1,o1,c1,2026-01-01,1,10", "2,o1,c1,2026-01-01,2,5", "3,,c2,2026-01-01,1,7");

    Runs runs = new Runs(spark, folder, SHOP).run();

    assertThat(runs.values(Orders.TABLE, Orders.NET_TOTAL))
        .containsExactlyInAnyOrder(new BigDecimal("15.0000"), new BigDecimal("7.0000"));
    assertThat(runs.values(Orders.TABLE, Orders.ITEM_COUNT))
        .containsExactlyInAnyOrder(new BigDecimal("3.0000"), new BigDecimal("1.0000"));
  }

  @ParameterizedTest
  @ValueSource(longs = 8)
  void shouldComeToWhatTheFilesSayInTheEnd(long seed, SparkSession spark) throws IOException {
    Random random = new Random(seed);
    Runs runs = new Runs(spark, folder, SHOP);
    List<String> there = new ArrayList<>();
    for (int turn = 0; turn < 4; turn++) {
      for (int change = 0; change < 3; change++) {
        String kind = new ArrayList<>(new TreeMap<>(HEADERS).keySet()).get(random.nextInt(4));
        String file = kind + random.nextInt(2);
        write(file, some(kind, random));
        there.remove(file);
        there.add(file);
      }
      if (turn % 2 == 0) {
        runs.run();
      } else {
        String wrong = there.remove(random.nextInt(there.size())) + ".csv";
        runs.run(wrong);
        java.nio.file.Files.delete(folder.resolve(wrong));
      }
    }

    Runs fresh = rebuilt(spark, 7);

    for (Table table :
        List.of(Orders.TABLE, OrderLines.TABLE, CustomerIdentifiers.TABLE, Identities.TABLE)) {
      assertThat(runs.rows(table))
          .extracting(Row::toString)
          .as("%s, seed %d", table, seed)
          .isNotEmpty()
          .isEqualTo(fresh.rows(table).stream().map(Row::toString).toList());
    }
    assertThat(totalsOfLines(runs))
        .as("seed %d", seed)
        .containsAllEntriesOf(totals(runs))
        .hasSizeGreaterThan(1);
  }

  @Test
  void shouldFollowLinesInALakeOfFiles(@TempDir Path root, SparkSession spark) throws IOException {
    Lake lake = Lakes.open(spark, root.toString(), "shop");
    write("orders1", "o1,c1,2026-01-01", "o2,c2,2026-01-01");
    write("lines1", "a,o1,2,10.50", "b,o3,1,3");
    assertThat(told(run(lake, 1, Set.of()))).containsExactly("o1 10.5000 2.0000");

    write("orders2", "o3,c3,2026-01-01");
    write("lines2", "c,o1,1,1", "d,o2,1,2", "e,o9,1,1");
    assertThat(told(run(lake, 2, Set.of())))
        .containsExactly("o1 11.5000 3.0000", "o2 2.0000 1.0000", "o3 3.0000 1.0000");

    assertThat(told(run(lake, 3, Set.of("lines2.csv"))))
        .containsExactly("o1 10.5000 2.0000", "o3 3.0000 1.0000");
  }

  /** Only the steps from files to orders: each costs a commit. */
  private List<Row> run(Lake lake, long seq, Set<String> forgetting) {
    List<FileStream> streams = List.of(SHOP[0], SHOP[1]);
    List<Step> steps =
        Stream.concat(
                Files.steps(streams, folder.toString(), forgetting).stream(),
                Silver.steps(Files.feeds(streams), ZoneId.of("UTC"), new Rates("EUR")).stream()
                    .filter(step -> step.output().name().startsWith("order")))
            .toList();
    Map<String, Long> pins = lake.versions(steps.stream().map(Step::output).toList());
    Run run = io.clientele.testkit.Runs.pinned(pins, io.clientele.testkit.Runs.number(seq));
    Execution execution = new Execution(lake, run, Map.of());
    steps.forEach(execution::execute);
    return lake.read(Orders.TABLE, execution.version(Orders.TABLE)).collectAsList().stream()
        .sorted(Comparator.comparing(row -> text(row, Origin.SOURCE_ID)))
        .toList();
  }

  private Runs rebuilt(SparkSession spark, int partitions) {
    String before = spark.conf().get("spark.sql.shuffle.partitions");
    spark.conf().set("spark.sql.shuffle.partitions", partitions);
    try {
      return new Runs(spark, folder, SHOP).run();
    } finally {
      spark.conf().set("spark.sql.shuffle.partitions", before);
    }
  }

  private static Map<String, BigDecimal> totals(Runs runs) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    runs.rows(Orders.TABLE).stream()
        .filter(row -> !text(row, Origin.RECEIVED_FROM).startsWith("tills"))
        .forEach(
            row -> totals.put(text(row, Origin.SOURCE_ID), row.getAs(Orders.NET_TOTAL.name())));
    return totals;
  }

  private static Map<String, BigDecimal> totalsOfLines(Runs runs) {
    Function<Row, BigDecimal> total = row -> row.getAs(OrderLines.LINE_TOTAL.name());
    return runs.rows(OrderLines.TABLE).stream()
        .collect(
            groupingBy(
                row -> text(row, OrderLines.ORDER_SOURCE_ID),
                reducing(new BigDecimal("0.0000"), total, BigDecimal::add)));
  }

  private static String[] some(String kind, Random random) {
    return IntStream.range(0, 4)
        .mapToObj(
            i -> {
              String order = "o" + random.nextInt(6);
              String customer = "c" + random.nextInt(4) + ",2026-01-0" + (1 + random.nextInt(9));
              String amounts = random.nextInt(9) == 0 ? "much,1" : "1," + random.nextInt(50);
              return switch (kind) {
                case "orders" -> order + "," + customer;
                case "lines" -> "l" + random.nextInt(9) + "," + order + "," + amounts;
                case "tills" -> order + "," + customer + "," + random.nextInt(50);
                default -> "r" + random.nextInt(9) + "," + order + "," + customer + "," + amounts;
              };
            })
        .toArray(String[]::new);
  }

  private static List<String> told(Runs runs) {
    return told(runs.rows(Orders.TABLE));
  }

  private static List<String> told(List<Row> orders) {
    return orders.stream()
        .map(
            row ->
                "%s %s %s"
                    .formatted(
                        text(row, Origin.SOURCE_ID),
                        text(row, Orders.NET_TOTAL),
                        text(row, Orders.ITEM_COUNT)))
        .toList();
  }

  private static String text(Row row, Field field) {
    return String.valueOf(row.<Object>getAs(field.name()));
  }

  /** Each time a second later. */
  private void write(String file, String... lines) throws IOException {
    String header = HEADERS.get(file.replaceAll("\\d", ""));
    Given.file(folder, file + ".csv", header + "\n" + String.join("\n", lines) + "\n");
    clock += 1000;
    java.nio.file.Files.setLastModifiedTime(
        folder.resolve(file + ".csv"), FileTime.fromMillis(clock));
  }

  private static FileStream stream(String name, Map<Table, Mapping> feeds) {
    return new FileStream("shop", name, name + "*.csv", Given.CSV, feeds);
  }

  private static Mapping order(String id) {
    return new Mapping(
        Map.of(
            Origin.SOURCE_ID, Mapping.Value.column(id),
            Origin.CUSTOMER_SOURCE_ID, Mapping.Value.column("customer"),
            Orders.PLACED_AT, Mapping.Value.column("placed")));
  }

  private static Mapping line(String id) {
    return new Mapping(
        Map.of(
            Origin.SOURCE_ID, Mapping.Value.column(id),
            OrderLines.ORDER_SOURCE_ID, Mapping.Value.column("order"),
            OrderLines.QUANTITY, Mapping.Value.column("quantity"),
            OrderLines.LINE_TOTAL, Mapping.Value.column("total")));
  }

  private static Mapping with(Mapping mapping, Field field, String column) {
    Map<Field, Mapping.Value> values = new HashMap<>(mapping.values());
    values.put(field, Mapping.Value.column(column));
    return new Mapping(values);
  }
}
