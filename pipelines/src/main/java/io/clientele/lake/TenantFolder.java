package io.clientele.lake;

import io.clientele.table.Table;
import org.apache.hadoop.fs.Path;

/** Where a tenant's tables lie: one folder for each layer, below one root for each tenant. */
record TenantFolder(Path path) {

  String of(Table table) {
    return new Path(new Path(path, table.layer().folder()), table.name()).toString();
  }

  /** Where a table lies, by its id. */
  String of(String table) {
    String[] parts = table.split("\\.", 2);
    return new Path(new Path(path, parts[0]), parts[1]).toString();
  }

  /** Where runs keep rows until they are judged, each in a folder of its number. */
  Path staging() {
    return new Path(path, "_staging");
  }

  /** Where the step of a run keeps its rows until they are judged. */
  Path staging(StepRun turn) {
    // Steps are named freely; a folder is not.
    String step = turn.step().name().replaceAll("[^A-Za-z0-9._-]", "_");
    return new Path(new Path(staging(), "" + turn.run().seq()), step);
  }
}
