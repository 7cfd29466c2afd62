package io.clientele.job;

import io.clientele.source.files.Files;
import io.clientele.step.Balance;
import io.clientele.step.Changes;
import io.clientele.step.Commit;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Result;
import io.clientele.table.Table;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Accounts for the records that a run took of files: as they were read, and as they were kept. */
record TakenRecords(Lake lake, Run run) {

  /** Empty where what came with the commit is no longer known. */
  Optional<Accounted> of(Step take, Commit commit) {
    Table table = take.output();
    if (commit.rows() == 0) {
      return Optional.of(new Accounted(table, Files.NONE_TAKEN));
    }
    long before = run.pins().getOrDefault(table.id(), Lake.ABSENT);
    Optional<Dataset<Row>> came =
        before == Lake.ABSENT
            ? Optional.of(lake.read(table, commit.version()))
            : lake.changes(table, before, commit.version()).map(Changes::added);
    return came.map(rows -> new Accounted(table, Files.balance(rows)));
  }

  static Verdict judge(Accounted taken) {
    Balance balance = taken.balance();
    long lost = balance.announced() - balance.accounted();
    return new Verdict(
        taken.table(),
        new Result(
            "balance",
            lost == 0 ? Outcome.PASS : Outcome.FAIL,
            (double) lost,
            "As many records must be kept as were read of the files: Clientele lost some, or took some"
                + " twice. This is a fault of Clientele: report it."));
  }
}
