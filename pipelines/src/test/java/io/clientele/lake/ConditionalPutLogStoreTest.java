package io.clientele.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testkit.S3Server;
import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers race for the same versions of one table. */
class ConditionalPutLogStoreTest {
  private static final int DRIVERS = 3;
  private static final int VERSIONS = 12;

  @TempDir private static java.nio.file.Path folder;
  private static S3Server server;
  private static final Configuration CONFIGURATION = new Configuration();

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(folder);
    server.store().settle("races", CONFIGURATION);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  /** Which drivers believe to have made a version, and whose commit is there. */
  private record Race(List<Integer> winners, int kept) {
    long overwritten() {
      return winners.stream().filter(winner -> winner != kept).count();
    }
  }

  @Test
  void shouldLetOneDriverMakeEachVersion() throws Exception {
    assertThat(races(ConditionalPutLogStore.class))
        .allSatisfy(race -> assertThat(race.winners()).containsExactly(race.kept()));
  }

  /** Why there is a store of our own; the day this fails it can go. */
  @Test
  void shouldLoseCommitsWithDeltasOwnStore() throws Exception {
    assertThat(races(S3SingleDriverLogStore.class))
        .anySatisfy(race -> assertThat(race.overwritten()).isPositive());
  }

  private static List<Race> races(Class<? extends LogStore> kind) throws Exception {
    String log = server.bucket("races") + "/" + kind.getSimpleName() + "/_delta_log/";
    List<BiPredicate<String, String>> drivers = new ArrayList<>();
    for (int driver = 0; driver < DRIVERS; driver++) {
      drivers.add(Committer.alone(kind, CONFIGURATION));
    }
    ExecutorService pool = Executors.newFixedThreadPool(DRIVERS);
    try {
      List<Race> races = new ArrayList<>();
      for (int version = 0; version < VERSIONS; version++) {
        races.add(race(log + "%020d.json".formatted(version), drivers, pool));
      }
      return races;
    } finally {
      pool.shutdown();
    }
  }

  private static Race race(
      String file, List<BiPredicate<String, String>> drivers, ExecutorService pool)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(DRIVERS);
    List<Future<Boolean>> wins = new ArrayList<>();
    for (int driver = 0; driver < DRIVERS; driver++) {
      int each = driver;
      wins.add(
          pool.submit(
              () -> {
                start.await();
                return drivers.get(each).test(file, "" + each);
              }));
    }
    List<Integer> winners = new ArrayList<>();
    for (int driver : IntStream.range(0, DRIVERS).toArray()) {
      if (wins.get(driver).get()) {
        winners.add(driver);
      }
    }
    return new Race(winners, kept(file));
  }

  private static int kept(String file) throws IOException {
    LogStore store = new S3SingleDriverLogStore(CONFIGURATION);
    try (CloseableIterator<String> lines = store.read(new Path(file), CONFIGURATION)) {
      return Integer.parseInt(lines.next());
    }
  }
}
