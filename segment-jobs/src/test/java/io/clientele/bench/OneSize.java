package io.clientele.bench;

import io.clientele.generate.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The benchmark at one size.
 *
 * @param folder for homes, logs and figures of all sizes
 * @param files folder with files of all sizes, made where they are not there
 */
record OneSize(Size size, Path checkout, Path folder, Path files, Product.Engine engine) {
  /** Both generators' shops end here. */
  private static final LocalDate END = LocalDate.parse("2026-07-01");

  private static final List<String> DATA_IN = List.of(Course.EXTRACT, Course.CLEAN);

  /** On the peer's files, and beside it; tells what differs from DuckDB's features. */
  List<String> beside(Python peer, String postgres)
      throws IOException, SQLException, InterruptedException {
    Figures figures = begun();
    Path whole = files.resolve(size.name());
    if (!Files.exists(whole.resolve("orders.parquet"))) {
      peer.generate(size.name(), whole, own().resolve("logs"));
    }
    Course course = new Course(product("parquet-shop"), "UTC", END, figures);
    Path input = own().resolve("input");
    List<String> differences = new ArrayList<>(course.nextDays(input, new Deliveries(whole, END)));
    differences.addAll(course.everything(input.resolve("first")));
    PeerSteps steps = peer.run(whole, own().resolve("peer"), own().resolve("logs"), postgres);
    steps.steps().forEach(figures::add);
    figures.say("");
    besideDuck(figures);
    besidePeer(figures, steps, !postgres.isEmpty());
    figures.keep(smaller());
    return differences;
  }

  /** On files of our own generator; tells what differs from DuckDB's features. */
  List<String> alone() throws IOException, SQLException, InterruptedException {
    Figures figures = begun();
    Path whole = files.resolve("generated-" + size.name());
    Product product = product("demo");
    new MeasuredProcess(
            "generate",
            List.of(
                checkout.resolve("clientele").toString(),
                "generate",
                "--size=" + size,
                "--to=" + whole,
                "--home=" + product.home()),
            product.home(),
            own().resolve("logs/generate.log"),
            Map.of())
        .run();
    Course course = new Course(product, "Europe/Berlin", END, figures);
    course.load(whole, END);
    List<String> differences = course.everything(whole);
    figures.say("");
    besideDuck(figures);
    figures.keep(smaller());
    return differences;
  }

  private static void besideDuck(Figures figures) {
    double duck = figures.cpuSeconds(List.of(Course.DUCKDB));
    figures.ratio("duckdb/features-cold", List.of(Course.FEATURES), duck);
    figures.ratio("duckdb/features-warm", List.of(Course.FEATURES_WARM), duck);
  }

  /** Step by step; the first load lacks the last fifteen days, which come as deliveries. */
  private static void besidePeer(Figures figures, PeerSteps peer, boolean published) {
    double features = peer.cpuSeconds(PeerSteps.FEATURES);
    figures.ratio("peer/features-cold", List.of(Course.FEATURES), features);
    figures.ratio("peer/features-warm", List.of(Course.FEATURES_WARM), features);
    figures.ratio("peer/next-day-features-cold", List.of(Course.NEXT_DAY), features);
    figures.ratio("peer/next-day-features-warm", List.of(Course.NEXT_DAY_WARM), features);
    double read = peer.cpuSeconds(Set.of("start: imports", "read and check"));
    double clusters = peer.cpuSeconds(Set.of("k-means k=8"));
    double memberships = peer.cpuSeconds(Set.of("scores and memberships"));
    figures.ratio("peer/data-in", DATA_IN, read);
    figures.ratio("peer/clusters", List.of("train", "score"), clusters);
    figures.ratio("peer/memberships", List.of("segment"), memberships);
    if (published) {
      Set<String> copied = Set.of("publish to Postgres: COPY", "publish to Postgres: keys, commit");
      figures.ratio("peer/publish", List.of("publish"), peer.cpuSeconds(copied));
    }
    figures.ratio(
        "peer/files-to-memberships",
        Stream.concat(DATA_IN.stream(), Stream.of(Course.FEATURES, "train", "score", "segment"))
            .toList(),
        read + features + clusters + memberships);
  }

  private Figures begun() throws IOException {
    clear(own());
    return new Figures(size.name(), folder, System.out);
  }

  private Product product(String tenant) {
    return new Product(checkout, own(), tenant, engine);
  }

  private Path own() {
    return folder.resolve(size.name());
  }

  /** The next smaller size. */
  private Optional<String> smaller() {
    return Stream.of(Size.values())
        .filter(other -> other.customers() < size.customers())
        .max(Comparator.comparingInt(Size::customers))
        .map(Size::name);
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    Files.createDirectories(folder);
  }
}
