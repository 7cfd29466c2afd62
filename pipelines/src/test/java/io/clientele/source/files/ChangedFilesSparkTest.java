package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.CustomerIdentifiers;
import io.clientele.silver.Identities;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class ChangedFilesSparkTest {
  private static final String HEADER = "id,customer,placed,total,status,updated\n";
  private static final long BEGINNING = 1_700_000_000_000L;

  @TempDir Path folder;
  private long clock = BEGINNING;

  @ParameterizedTest
  @ValueSource(longs = {3, 11})
  void shouldComeToWhatTheFilesSayInTheEnd(long seed, @TempDir Path input, SparkSession spark)
      throws IOException {
    Random random = new Random(seed);
    FileStream stream = Given.orders(Given.CSV, "*.csv");
    Runs runs = new Runs(spark, input, stream);
    Set<String> there = new TreeSet<>();
    for (int turn = 0; turn < 4; turn++) {
      for (int change = 0; change < 2; change++) {
        String file = random.nextInt(4) + ".csv";
        write(input, file, someOrders(random));
        there.add(file);
      }
      String wrong = new ArrayList<>(there).get(random.nextInt(there.size()));
      if (turn < 2) {
        runs.run();
      } else {
        runs.run(wrong);
        java.nio.file.Files.delete(input.resolve(wrong));
        there.remove(wrong);
      }
    }

    Runs fresh = new Runs(spark, input, stream).run();

    assertThat(fresh.rows(Orders.TABLE)).as("seed %d", seed).isNotEmpty();
    for (Table table : List.of(Orders.TABLE, CustomerIdentifiers.TABLE, Identities.TABLE)) {
      assertThat(runs.rows(table))
          .extracting(Row::toString)
          .as("%s, seed %d", table, seed)
          .isEqualTo(fresh.rows(table).stream().map(Row::toString).toList());
    }
  }

  private static String[] someOrders(Random random) {
    return random
        .ints(5, 0, 6)
        .mapToObj(
            order ->
                "o%d,c%d,2026-01-%02d,%s,paid,"
                    .formatted(
                        order,
                        random.nextInt(4),
                        1 + random.nextInt(28),
                        random.nextInt(8) == 0 ? "much" : random.nextInt(50)))
        .toArray(String[]::new);
  }

  @Test
  void shouldTellWhatBecameOfEachFile(SparkSession spark) throws IOException {
    write(folder, "a.csv", "o1,c1,2026-01-31,1,x,");
    write(folder, "b.csv", "o2,c2,2026-01-31,2,x,");
    write(folder, "c.csv", "o3,c3,2026-01-31,3,x,");
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv"));
    assertThat(runs.files()).containsExactly("a.csv NEW", "b.csv NEW", "c.csv NEW");
    runs.run();

    write(folder, "a.csv", "o1,c1,2026-01-31,1,x,");
    write(folder, "b.csv", "o2,c2,2026-01-31,20,x,");
    java.nio.file.Files.delete(folder.resolve("c.csv"));
    write(folder, "d.csv", "o3,c3,2026-01-31,3,x,");
    assertThat(runs.files())
        .containsExactly("a.csv TAKEN", "b.csv CHANGED", "c.csv VANISHED", "d.csv COPY c.csv");
    runs.run();
    assertThat(runs.files())
        .containsExactly("a.csv TAKEN", "b.csv TAKEN", "c.csv VANISHED", "d.csv COPY c.csv");
    assertThat(runs.values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o1", "o2", "o3");

    runs.run("c.csv", "a.csv");
    assertThat(runs.files())
        .containsExactly(
            "a.csv FORGOTTEN", "b.csv TAKEN", "c.csv FORGOTTEN", "d.csv FORGOTTEN c.csv");
    assertThat(runs.run().values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o2");

    write(folder, "a.csv", "o4,c1,2026-01-31,1,x,");
    assertThat(runs.files()).contains("a.csv NEW");
    assertThat(runs.run().values(Orders.TABLE, Origin.SOURCE_ID)).containsExactly("o2", "o4");
  }

  @Test
  void shouldTakeContentsThatChangePlaces(SparkSession spark) throws IOException {
    write(folder, "a.csv", "o1,c1,2026-01-31,1,x,");
    write(folder, "b.csv", "o2,c2,2026-01-31,2,x,");
    Runs runs = new Runs(spark, folder, Given.orders(Given.CSV, "*.csv")).run();

    write(folder, "a.csv", "o2,c2,2026-01-31,2,x,");
    write(folder, "b.csv", "o1,c1,2026-01-31,1,x,");
    runs.run();

    assertThat(runs.files()).containsExactly("a.csv TAKEN", "b.csv TAKEN");
    assertThat(runs.values(Orders.TABLE, Origin.RECEIVED_FROM)).containsExactly("b.csv", "a.csv");
  }

  /** Each time a second later. */
  private void write(Path input, String file, String... lines) throws IOException {
    Given.file(input, file, HEADER + String.join("\n", lines) + "\n");
    clock += 1000;
    java.nio.file.Files.setLastModifiedTime(input.resolve(file), FileTime.fromMillis(clock));
  }
}
