package io.clientele.testkit;

import io.clientele.step.Basis;
import io.clientele.step.Commit;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What lakes in memory keep: share one store between two lakes, and they are two processes over one
 * lake.
 */
public final class MemoryStore {
  private final Map<String, List<Version>> tables = new HashMap<>();
  private final Map<String, Integer> forgotten = new HashMap<>();

  /** A table after a commit: all of its rows, in the order of the fields it then had. */
  record Version(Table table, List<Row> rows, Written by) {}

  /**
   * Who made a version.
   *
   * @param judgesAll true where every reject of an earlier run was judged again
   */
  record Written(String step, Run run, Basis basis, Commit commit, boolean judgesAll) {}

  /** Numbers of the runs whose rejects no later one has judged again. */
  List<Long> rejecting(Step step) {
    List<Long> numbers = new ArrayList<>();
    for (Version version : of(step.output())) {
      Written by = version.by();
      if (by.step().equals(step.name())) {
        if (by.judgesAll()) {
          numbers.clear();
        }
        if (by.commit().rejected() > 0) {
          numbers.add(by.run().seq());
        }
      }
    }
    return numbers;
  }

  List<Version> of(Table table) {
    return tables.getOrDefault(table.id(), List.of());
  }

  Optional<Version> newest(Table table) {
    List<Version> versions = of(table);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  Optional<Written> last(Table table, String step) {
    return of(table).stream()
        .map(Version::by)
        .filter(by -> by.step().equals(step))
        .reduce((first, second) -> second);
  }

  void add(Version version) {
    tables.computeIfAbsent(version.table().id(), id -> new ArrayList<>()).add(version);
  }

  boolean remembers(Table table, long version) {
    return version >= forgotten.getOrDefault(table.id(), 0);
  }

  /** Forgets what changed in the table so far; its rows stay. */
  public void forgetChanges(Table table) {
    forgotten.put(table.id(), of(table).size());
  }

  /** Positions of the declared fields in rows of that version; -1 for one it did not have. */
  static List<Integer> positions(Version version, Table declared) {
    List<String> names = version.table().fields().stream().map(Field::name).toList();
    return declared.fields().stream().map(field -> names.indexOf(field.name())).toList();
  }
}
