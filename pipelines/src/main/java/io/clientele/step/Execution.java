package io.clientele.step;

import io.clientele.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One run's steps over one lake. A step reads what the run committed before it and, of everything
 * else, the run's pins.
 */
public final class Execution {
  private final Lake lake;
  private final Run run;
  private final Map<String, Long> committed;

  /**
   * @param committed versions that earlier processes of the same run committed, by table id
   */
  public Execution(Lake lake, Run run, Map<String, Long> committed) {
    this.lake = lake;
    this.run = run;
    this.committed = new LinkedHashMap<>(committed);
  }

  /** Builds and commits one step; a step that this run had committed before is not built again. */
  public Commit execute(Step step) {
    Optional<Commit> before = lake.committed(step, run);
    Commit commit = before.isPresent() ? before.get() : build(step);
    committed.put(step.output().id(), commit.version());
    return commit;
  }

  private Commit build(Step step) {
    PinnedInputs inputs = new PinnedInputs(lake, step, this::version);
    return lake.write(step, step.output().conform(step.build(inputs, run)), run, inputs.basis());
  }

  /** The version of a table that this run sees now. */
  public long version(Table table) {
    return committed.getOrDefault(table.id(), run.pins().getOrDefault(table.id(), Lake.ABSENT));
  }
}
