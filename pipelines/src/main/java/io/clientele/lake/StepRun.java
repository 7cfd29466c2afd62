package io.clientele.lake;

import io.clientele.step.Basis;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * One step's turn in one run: what a commit is made for.
 *
 * @param rejecting numbers of earlier runs whose rejects stood before this turn
 */
record StepRun(Step step, Run run, Basis basis, List<Long> rejecting) {

  /** The step's output under the checks of this run. */
  Table table() {
    return step.output().with(step.checks(run));
  }

  /** True where no reject of an earlier run stands any longer: all were judged again. */
  boolean judgesAll() {
    return basis.whole() || step.judgesAnew();
  }

  /** The rows of a replaced table that this step answers for; of other tables, all. */
  Column scope() {
    if (!(table().write() instanceof Write.Replace replace)) {
      return functions.lit(true);
    }
    return replace.by().col().isin(days(replace).toArray());
  }

  /** The days of the replaced table that this step answers for. */
  List<LocalDate> days(Write.Replace replace) {
    List<LocalDate> days = step.scope(run).stream().sorted().toList();
    if (days.isEmpty()) {
      throw new IllegalStateException(
          "Cannot write %s: step %s names no %s to replace"
              .formatted(table(), step.name(), replace.by()));
    }
    return days;
  }

  @Override
  public String toString() {
    return "%s, %s, as of %s".formatted(step.name(), table(), run.asOf());
  }
}
