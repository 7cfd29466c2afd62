package io.clientele.source.files;

import io.clientele.lake.Quarantine;
import io.clientele.silver.Feed;
import io.clientele.silver.Quality;
import io.clientele.silver.Rates;
import io.clientele.silver.Rejected;
import io.clientele.silver.Silver;
import io.clientele.step.Balance;
import io.clientele.step.Commit;
import io.clientele.step.Execution;
import io.clientele.step.Judged;
import io.clientele.step.Step;
import io.clientele.table.Check;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.testkit.MemoryLake;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Several runs of files to silver over tables in memory. */
public final class Runs {
  private final MemoryLake lake;
  private final Path input;
  private final List<FileStream> streams;
  private final ZoneId zone;
  private Rates rates;
  private final Map<Table, Commit> commits = new HashMap<>();
  private UnaryOperator<Feed> reading = UnaryOperator.identity();
  private Quality quality = Quality.ANY;
  private Rejected rejected = Rejected.LEFT;
  private long seq;

  Runs(SparkSession spark, Path input, FileStream... streams) {
    this(spark, input, List.of(streams), ZoneId.of("Europe/Berlin"), new Rates("EUR"));
  }

  public Runs(SparkSession spark, Path input, List<FileStream> streams, ZoneId zone, Rates rates) {
    this.lake = new MemoryLake(spark);
    this.input = input;
    this.streams = streams;
    this.zone = zone;
    this.rates = rates;
  }

  private List<Step> steps(String... forgetting) {
    return Stream.concat(
            Files.steps(streams, input.toString(), Set.of(forgetting)).stream(),
            Silver.steps(
                Files.feeds(streams).stream().map(reading).toList(), zone, rates, quality, rejected)
                .stream())
        .toList();
  }

  /** Rates that hold for the runs to come. */
  Runs at(Rates others) {
    rates = others;
    return this;
  }

  /** Runs every step once: the first time from everything, later from what changed. */
  public Runs run(String... forgetting) {
    return run(steps(forgetting));
  }

  /** A run of extraction alone. */
  Runs take() {
    return run(Files.steps(streams, input.toString(), Set.of()));
  }

  private Runs run(List<Step> steps) {
    seq++;
    Map<String, Long> pins =
        lake.versions(
            Stream.concat(steps.stream().map(Step::output), Stream.of(Quarantine.TABLE)).toList());
    Execution execution =
        new Execution(
            lake,
            io.clientele.testkit.Runs.pinned(pins, io.clientele.testkit.Runs.number(seq)),
            Map.of());
    commits.clear();
    steps.forEach(step -> commits.put(step.output(), execution.execute(step)));
    return this;
  }

  /** What became of the records that the last run received for a table. */
  Balance balance(Table table) {
    return commits.get(table).balance();
  }

  /** Rows that the last run had for a table. */
  long written(Table table) {
    return commits.get(table).rows();
  }

  /** Verdicts of the last run on a table, by their checks. */
  Map<String, Check.Result> verdicts(Table table) {
    return commits.get(table).checks().stream()
        .collect(Collectors.toMap(Check.Result::check, Function.identity()));
  }

  Judged judged(Table table) {
    return lake.judged(
        steps().stream().filter(step -> step.output().equals(table)).findFirst().orElseThrow());
  }

  /** From now on, records are read in another way, under the same recipe. */
  Runs reading(UnaryOperator<Feed> other) {
    reading = other;
    return this;
  }

  Runs expecting(Quality other) {
    quality = other;
    return this;
  }

  Runs rejected(Rejected other) {
    rejected = other;
    return this;
  }

  /** A table's rows by their keys. */
  public List<Row> rows(Table table) {
    return lake.newest(table).collectAsList().stream()
        .sorted(Comparator.comparing(row -> key(table, row)))
        .toList();
  }

  List<Row> bronze(String stream) {
    return steps().stream()
        .map(Step::output)
        .filter(table -> table.layer() == Layer.BRONZE && table.name().equals("file_" + stream))
        .findFirst()
        .map(table -> lake.newest(table).collectAsList())
        .orElseThrow();
  }

  /** Path and state of each file of the first stream, and which other it is like. */
  List<String> files() {
    Step take = steps().get(0);
    return Files.status(take, lake.newest(take.output())).stream()
        .map(file -> (file.path() + " " + file.state() + " " + file.like()).strip())
        .toList();
  }

  /** Values of one field of a table's rows, in the order of their keys. */
  List<Object> values(Table table, Field field) {
    return rows(table).stream().map(row -> row.<Object>getAs(field.name())).toList();
  }

  List<Row> quarantine() {
    return lake.newest(Quarantine.TABLE).collectAsList();
  }

  /** Code, field and place of every reason in the quarantine. */
  public List<String> rejected() {
    return quarantine().stream()
        .map(
            row ->
                "%s %s %s"
                    .formatted(
                        row.getAs(Quarantine.CODE.name()),
                        row.getAs(Quarantine.FIELD.name()),
                        row.getAs(Quarantine.PLACE.name())))
        .sorted()
        .toList();
  }

  private static String key(Table table, Row row) {
    return table.key().stream().map(field -> row.<Object>getAs(field.name())).toList().toString();
  }
}
