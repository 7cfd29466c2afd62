package io.clientele.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * Aggregates taken of rows while they are written. One that can't be had tells why and leaves the
 * others alone.
 */
final class Measures {
  /** An observation is told within milliseconds, or never. */
  private static final Duration LIMIT = Duration.create(10, TimeUnit.SECONDS);

  private final Map<String, Column> wanted = new LinkedHashMap<>();
  private final Map<String, Double> values = new HashMap<>();
  private final Map<String, String> problems = new HashMap<>();

  Measures add(String name, Column aggregate) {
    wanted.put(name, aggregate.cast(DataTypes.DoubleType).as(name));
    return this;
  }

  /**
   * Writes the rows and takes the measures, from the rows as they pass by or else as they were
   * written.
   */
  void take(Dataset<Row> rows, Consumer<Dataset<Row>> write, Supplier<Dataset<Row>> written) {
    Map<String, Column> computable = computable(rows);
    Observation observation = new Observation();
    boolean observed = true;
    try {
      write.accept(observed(rows, observation, computable));
    } catch (Exception e) {
      // One aggregate may have failed all; where it was the rows, writing them alone fails again.
      write.accept(rows);
      observed = false;
    }
    if (!observed || !told(observation, computable)) {
      computable.keySet().forEach(name -> compute(name, written.get()));
    }
  }

  /**
   * Writes the rows and takes the measures as they pass by. Where one fails, so does the write.
   *
   * @return false where the rows are written, but told nothing
   */
  boolean observe(Dataset<Row> rows, Consumer<Dataset<Row>> write) {
    Map<String, Column> computable = computable(rows);
    Observation observation = new Observation();
    write.accept(observed(rows, observation, computable));
    return told(observation, computable);
  }

  /** Those that the rows have the columns for; the others tell their problem. */
  private Map<String, Column> computable(Dataset<Row> rows) {
    // Without a plan below them: Spark would look through it again for each.
    Dataset<Row> none = rows.sparkSession().createDataFrame(List.of(), rows.schema());
    Map<String, Column> computable = new LinkedHashMap<>(wanted);
    computable.keySet().removeIf(name -> !resolves(name, none));
    return computable;
  }

  /** The value, null where the aggregate was; look for a {@link #problem} first. */
  Double value(String name) {
    return values.get(name);
  }

  /** A count that must be known; zero where it was not asked for. */
  long count(String name) {
    problem(name)
        .ifPresent(
            why -> {
              throw new IllegalStateException("Cannot count " + name + " rows: " + why);
            });
    return values.getOrDefault(name, 0.0).longValue();
  }

  Optional<String> problem(String name) {
    return Optional.ofNullable(problems.get(name));
  }

  private static Dataset<Row> observed(
      Dataset<Row> rows, Observation observation, Map<String, Column> measures) {
    if (measures.isEmpty()) {
      return rows;
    }
    List<Column> columns = new ArrayList<>(measures.values());
    Column first = columns.remove(0);
    return rows.observe(observation, first, columns.toArray(Column[]::new));
  }

  private boolean resolves(String name, Dataset<Row> rows) {
    try {
      rows.observe(new Observation(), wanted.get(name));
      return true;
    } catch (Exception e) {
      problems.put(name, condition(e));
      return false;
    }
  }

  private boolean told(Observation observation, Map<String, Column> measures) {
    if (measures.isEmpty()) {
      return true;
    }
    Optional<Map<String, Object>> told =
        await(observation).filter(found -> found.keySet().containsAll(measures.keySet()));
    told.ifPresent(found -> measures.keySet().forEach(m -> values.put(m, (Double) found.get(m))));
    return told.isPresent();
  }

  private static Optional<Map<String, Object>> await(Observation observation) {
    try {
      Await.ready(observation.future(), LIMIT);
      return Optional.of(observation.getAsJava());
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot judge rows: interrupted", e);
    }
  }

  private void compute(String name, Dataset<Row> written) {
    try {
      values.put(name, (Double) written.agg(wanted.get(name)).head().get(0));
    } catch (Exception e) {
      problems.put(name, condition(e));
    }
  }

  /** What went wrong as Spark's stable name for it: its message may quote a person's data. */
  static String condition(Throwable thrown) {
    String condition = thrown.getClass().getSimpleName();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SparkThrowable spark && spark.getCondition() != null) {
        condition = spark.getCondition();
      }
    }
    return condition;
  }
}
