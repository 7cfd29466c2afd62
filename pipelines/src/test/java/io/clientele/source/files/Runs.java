package io.clientele.source.files;

import io.clientele.silver.Silver;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Table;
import io.clientele.table.Write;
import io.clientele.testkit.GivenInputs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/** Several runs of files to silver over tables that are kept as plain lists of rows. */
final class Runs {
  private final SparkSession spark;
  private final List<Step> steps;
  private final Map<String, List<Row>> kept = new HashMap<>();
  private final Map<String, List<Row>> changed = new HashMap<>();
  private final List<Row> rejected = new ArrayList<>();
  private long seq;

  Runs(SparkSession spark, Path input, FileStream... streams) {
    this.spark = spark;
    this.steps =
        Stream.concat(
                Files.steps(List.of(streams), input.toString()).stream(),
                Silver.steps(Files.feeds(List.of(streams)), ZoneId.of("Europe/Berlin"), "EUR")
                    .stream())
            .toList();
  }

  /** Runs every step once: the first time from everything, later from what changed. */
  Runs run() {
    seq++;
    changed.clear();
    steps.forEach(this::execute);
    return this;
  }

  List<Row> rows(Table table) {
    return kept.getOrDefault(table.id(), List.of());
  }

  List<Row> bronze(String stream) {
    return kept.getOrDefault("bronze.file_" + stream, List.of());
  }

  /** Values of one field of a table's rows, in the table's order. */
  List<Object> values(Table table, Field field) {
    return rows(table).stream().map(row -> row.<Object>getAs(field.name())).toList();
  }

  /** Code, field and place of every row refused so far. */
  List<String> rejected() {
    return rejected.stream()
        .map(
            row -> {
              Row reason = row.<Row>getList(row.fieldIndex(Rejects.REASONS.name())).get(0);
              String place = row.getAs(Rejects.PLACE.name());
              return reason.getString(0) + " " + reason.getString(1) + " " + place;
            })
        .sorted()
        .toList();
  }

  private void execute(Step step) {
    Table table = step.output();
    Run run =
        new Run("run-" + seq, seq, "shop", LocalDate.of(2026, 2, 1), 1, Instant.EPOCH, Map.of());
    Dataset<Row> built = table.conform(step.build(inputs(step), run));
    List<Row> rows = built.collectAsList();
    List<Row> before = rows(table);
    List<Row> after =
        table.write() instanceof Write.Append ? appended(before, rows) : upserted(step, rows);
    List<Row> changes = new ArrayList<>(before);
    changes.removeAll(after);
    List<Row> added = new ArrayList<>(after);
    added.removeAll(before);
    changes.addAll(added);
    kept.put(table.id(), after);
    changed.put(table.id(), changes);
  }

  private GivenInputs inputs(Step step) {
    GivenInputs in = new GivenInputs(spark);
    for (Read read : step.reads()) {
      Table table = read.table();
      in.with(table, frame(table, rows(table)));
      if (read instanceof Read.Changes && seq > 1) {
        in.withChanges(table, frame(table, changed.get(table.id())));
      }
    }
    return in;
  }

  private Dataset<Row> frame(Table table, List<Row> rows) {
    return spark.createDataFrame(rows, table.schema());
  }

  private static List<Row> appended(List<Row> before, List<Row> rows) {
    return Stream.concat(before.stream(), rows.stream()).toList();
  }

  private List<Row> upserted(Step step, List<Row> rows) {
    Table table = step.output();
    boolean whole = seq == 1 || step.reads().stream().noneMatch(Read.Changes.class::isInstance);
    Map<List<Object>, Row> byKey = new LinkedHashMap<>();
    if (!whole) {
      rows(table).forEach(row -> byKey.put(key(table, row), row));
    }
    for (Row row : rows) {
      if (refused(row)) {
        rejected.add(row);
      } else if (gone(row)) {
        byKey.remove(key(table, row));
      } else {
        byKey.put(key(table, row), plain(table, row));
      }
    }
    return byKey.entrySet().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> a.toString().compareTo(b.toString())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean refused(Row row) {
    return List.of(row.schema().fieldNames()).contains(Rejects.REASONS.name())
        && !row.getList(row.fieldIndex(Rejects.REASONS.name())).isEmpty();
  }

  private static boolean gone(Row row) {
    return List.of(row.schema().fieldNames()).contains(Write.GONE.name())
        && row.<Boolean>getAs(Write.GONE.name());
  }

  private static List<Object> key(Table table, Row row) {
    return table.key().stream().map(field -> row.<Object>getAs(field.name())).toList();
  }

  private static Row plain(Table table, Row row) {
    Object[] values =
        table.fields().stream().map(field -> row.<Object>getAs(field.name())).toArray();
    return new GenericRowWithSchema(values, table.schema());
  }
}
