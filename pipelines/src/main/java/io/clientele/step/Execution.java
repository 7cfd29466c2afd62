package io.clientele.step;

import io.clientele.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run's steps over one lake. A step reads what the run committed before it and, of everything
 * else, the run's pins.
 */
public final class Execution {
  private final Lake lake;
  private final Run run;
  private final Map<String, Long> committed;
  private final Set<String> anew;

  /**
   * @param committed versions that earlier processes of the same run committed, by table id
   * @param anew ids of tables that are built from everything, whatever is known of changes
   */
  public Execution(Lake lake, Run run, Map<String, Long> committed, Set<String> anew) {
    this.lake = lake;
    this.run = run;
    this.committed = new LinkedHashMap<>(committed);
    this.anew = Set.copyOf(anew);
  }

  public Execution(Lake lake, Run run, Map<String, Long> committed) {
    this(lake, run, committed, Set.of());
  }

  /** Builds and commits one step; a step that this run had committed before is not built again. */
  public Commit execute(Step step) {
    Optional<Commit> before = lake.committed(step, run);
    Commit commit = before.isPresent() ? before.get() : build(step);
    committed.put(step.output().id(), commit.version());
    return commit;
  }

  private Commit build(Step step) {
    PinnedInputs inputs =
        anew.contains(step.output().id())
            ? PinnedInputs.anew(lake, step, this::version)
            : PinnedInputs.of(lake, step, this::version);
    return lake.write(step, step.output().conform(step.build(inputs, run)), run, inputs.basis());
  }

  /** The version of a table that this run sees now. */
  public long version(Table table) {
    return committed.getOrDefault(table.id(), run.pins().getOrDefault(table.id(), Lake.ABSENT));
  }
}
