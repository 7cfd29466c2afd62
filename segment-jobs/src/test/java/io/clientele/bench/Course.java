package io.clientele.bench;

import io.clientele.bench.Product.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured of the product at one size: the first load, next days where there are
 * deliveries, features of everything, and what follows them.
 *
 * @param zone the tenant's
 * @param asOf the day after the last that any file tells of
 */
record Course(Product product, String zone, LocalDate asOf, Figures figures) {
  static final String EXTRACT = "extract";
  static final String CLEAN = "clean";
  static final String FEATURES = "features cold";
  static final String FEATURES_WARM = "features warm";
  static final String NEXT_DAY = "next-day features cold";
  static final String NEXT_DAY_WARM = "next-day features warm";
  static final String DUCKDB = "duckdb features";

  private static final List<String> LATER = List.of("train", "score", "segment", "publish");
  private static final String ANEW = "--rebuild=histories";

  /** Takes the first files, and makes silver of them. */
  void load(Path input, LocalDate until) throws IOException, InterruptedException {
    cold(EXTRACT, new Job(EXTRACT, "first", until, input));
    cold(CLEAN, new Job(CLEAN, "first", until, input));
  }

  /**
   * The first load, and deliveries after it: of the first one, each job is a process of its own;
   * the last one finds a process that has carried out the jobs of the one before.
   *
   * @param input folder below which each gets a folder
   * @return what differs from DuckDB's features after the last one
   */
  List<String> nextDays(Path input, Deliveries deliveries)
      throws IOException, SQLException, InterruptedException {
    deliveries.begin(input.resolve("first"));
    for (int delivery = 1; delivery <= Deliveries.COUNT; delivery++) {
      deliveries.deliver(input.resolve("day-" + delivery), delivery);
    }
    load(input.resolve("first"), deliveries.asOf(0));
    cold(
        "first features", new Job("features", "first", deliveries.asOf(0), input.resolve("first")));
    List<Job> first = jobs(input, deliveries, 1);
    cold("next-day extract cold", first.get(0));
    cold("next-day clean cold", first.get(1));
    cold(NEXT_DAY, first.get(2));
    product
        .warm(
            List.of("next-day extract warm", "next-day clean warm", NEXT_DAY_WARM),
            Stream.of(jobs(input, deliveries, 2), jobs(input, deliveries, 3))
                .flatMap(List::stream)
                .toList())
        .forEach(figures::add);
    return compared();
  }

  private static List<Job> jobs(Path input, Deliveries deliveries, int delivery) {
    String id = "day-" + delivery;
    return Stream.of(EXTRACT, CLEAN, "features")
        .map(name -> new Job(name, id, deliveries.asOf(delivery), input.resolve(id)))
        .toList();
  }

  /**
   * All histories and features anew, and what follows them.
   *
   * @return what differs from DuckDB's features
   */
  List<String> everything(Path input) throws IOException, SQLException, InterruptedException {
    cold(FEATURES, new Job("features", "anew", asOf, input, ANEW));
    List<String> differences = compared();
    for (String job : LATER) {
      cold(job, new Job(job, "anew", asOf, input, ANEW));
    }
    product
        .warm(
            List.of(FEATURES_WARM),
            List.of(
                new Job("features", "again", asOf, input, ANEW),
                new Job("features", "once-more", asOf, input, ANEW)))
        .forEach(figures::add);
    return differences;
  }

  private List<String> compared() throws IOException, SQLException, InterruptedException {
    Path theirs = product.folder().resolve("duckdb-features.parquet");
    figures.add(product.duckFeatures(DUCKDB, zone, asOf, theirs));
    List<String> differences = new Agreement(product.lake(), asOf, theirs).differences();
    figures.say(
        differences.isEmpty()
            ? "features are equal to DuckDB's, row by row"
            : "features differ from DuckDB's: " + differences);
    return differences;
  }

  private void cold(String name, Job job) throws IOException, InterruptedException {
    figures.add(product.cold(name, job));
  }
}
