package io.clientele.source.files;

import io.clientele.lake.Quarantine;
import io.clientele.silver.Silver;
import io.clientele.step.Balance;
import io.clientele.step.Commit;
import io.clientele.step.Execution;
import io.clientele.step.Step;
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
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Several runs of files to silver over tables in memory. */
final class Runs {
  private final MemoryLake lake;
  private final Path input;
  private final List<FileStream> streams;
  private final Map<Table, Balance> balances = new HashMap<>();
  private long seq;

  Runs(SparkSession spark, Path input, FileStream... streams) {
    this.lake = new MemoryLake(spark);
    this.input = input;
    this.streams = List.of(streams);
  }

  private List<Step> steps(String... forgetting) {
    return Stream.concat(
            Files.steps(streams, input.toString(), Set.of(forgetting)).stream(),
            Silver.steps(Files.feeds(streams), ZoneId.of("Europe/Berlin"), "EUR").stream())
        .toList();
  }

  /** Runs every step once: the first time from everything, later from what changed. */
  Runs run(String... forgetting) {
    seq++;
    List<Step> steps = steps(forgetting);
    Map<String, Long> pins = lake.versions(steps.stream().map(Step::output).toList());
    Execution execution =
        new Execution(
            lake,
            io.clientele.testkit.Runs.pinned(pins, io.clientele.testkit.Runs.number(seq)),
            Map.of());
    balances.clear();
    for (Step step : steps) {
      Commit commit = execution.execute(step);
      if (commit.balance().isTold()) {
        balances.put(step.output(), commit.balance());
      }
    }
    return this;
  }

  /** What became of the records that the last run received for a table. */
  Balance balance(Table table) {
    return balances.get(table);
  }

  /** A table's rows by their keys. */
  List<Row> rows(Table table) {
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

  /** Code, field and place of every reason in the quarantine. */
  List<String> rejected() {
    return lake.newest(Quarantine.TABLE).collectAsList().stream()
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
