package io.clientele.step;

import io.clientele.table.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Steps in the order that their tables demand. What does not fit together is refused on
 * construction, and what the steps would produce in {@link #dryBuild}: both before any job runs.
 */
public final class Pipeline {
  private final List<Step> steps;

  private Pipeline(List<Step> ordered) {
    this.steps = List.copyOf(ordered);
  }

  /**
   * Orders the steps.
   *
   * @throws IllegalArgumentException where two steps write one table or share a name, a step reads
   *     a table that no step writes, or the steps go round in a circle
   */
  public static Pipeline of(List<Step> steps) {
    Map<String, Step> producer = producers(steps);
    List<Step> ordered = new ArrayList<>();
    for (Step step : steps) {
      visit(step, producer, ordered, new LinkedHashSet<>());
    }
    return new Pipeline(ordered);
  }

  private static Map<String, Step> producers(List<Step> steps) {
    Map<String, Step> producer = new LinkedHashMap<>();
    Map<String, Step> named = new LinkedHashMap<>();
    for (Step step : steps) {
      Step writer = producer.putIfAbsent(step.output().id(), step);
      if (writer != null) {
        throw new IllegalArgumentException(
            "Cannot build pipeline: %s is written by both %s and %s"
                .formatted(step.output(), writer.name(), step.name()));
      }
      Step twin = named.putIfAbsent(step.name(), step);
      if (twin != null) {
        throw new IllegalArgumentException(
            "Cannot build pipeline: both the step of %s and the step of %s are named %s"
                .formatted(twin.output(), step.output(), step.name()));
      }
    }
    return producer;
  }

  private static void visit(
      Step step, Map<String, Step> producer, List<Step> ordered, Set<Step> open) {
    if (ordered.contains(step)) {
      return;
    }
    if (!open.add(step)) {
      throw new IllegalArgumentException(
          "Cannot build pipeline: cycle through "
              + open.stream().map(Step::name).collect(Collectors.joining(" -> "))
              + " -> "
              + step.name());
    }

    sources(step).forEach(table -> visit(writer(table, step, producer), producer, ordered, open));
    open.remove(step);
    ordered.add(step);
  }

  /** Tables that must be there before the step: what it reads, its own output left out. */
  private static List<Table> sources(Step step) {
    return step.reads().stream()
        .filter(read -> !(read instanceof Read.Own))
        .map(Read::table)
        .distinct()
        .sorted(Comparator.comparing(Table::id))
        .toList();
  }

  private static Step writer(Table table, Step reader, Map<String, Step> producer) {
    Step writer = producer.get(table.id());
    if (writer == null) {
      throw new IllegalArgumentException(
          "Cannot build pipeline: %s reads %s, which no step writes"
              .formatted(reader.name(), table));
    }
    if (!writer.output().schema().equals(table.schema())) {
      throw new IllegalArgumentException(
          "Cannot build pipeline: %s reads %s as %s, but %s writes it as %s"
              .formatted(
                  reader.name(),
                  table,
                  table.schema().simpleString(),
                  writer.name(),
                  writer.output().schema().simpleString()));
    }
    return writer;
  }

  /**
   * Builds the pure ones among these steps on empty inputs, both with and without known changes: a
   * schema mismatch or an undeclared read fails here, before any job runs.
   *
   * @param chosen the steps that are about to run: to build others costs more than a small job
   * @throws IllegalStateException naming the step, its table and both types
   */
  public void dryBuild(Collection<Step> chosen, Lake lake, Run run) {
    for (Step step : steps) {
      if (step instanceof Stage && chosen.contains(step)) {
        for (boolean incremental : List.of(true, false)) {
          Inputs empty = new EmptyInputs(lake, step, incremental);
          try {
            step.output().conform(step.build(empty, run));
          } catch (IllegalStateException e) {
            throw new IllegalStateException(
                "Invalid step " + step.name() + ": " + e.getMessage(), e);
          }
        }
      }
    }
  }

  /** In an order in which every step comes after the steps it reads from. */
  public List<Step> steps() {
    return steps;
  }
}
