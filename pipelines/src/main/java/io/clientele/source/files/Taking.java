package io.clientele.source.files;

import static org.apache.spark.sql.functions.lit;

import io.clientele.step.Inputs;
import io.clientele.step.Run;
import io.clientele.table.Write;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows that a run brings to a stream's table, once it is clear what each file is. */
record Taking(TakeFiles step, Run run, List<Finding> findings) {

  /** Records, and what is to be known of files without any; where a file leaves, each is named. */
  Dataset<Row> rows(Inputs in, Dataset<Row> records) {
    boolean exchanges = findings.stream().anyMatch(Finding::leaves);
    List<Finding> remembered =
        findings.stream()
            .filter(f -> f.remembers().isPresent())
            // Naming a file whose records stay would take them out; it is found again next time.
            .filter(f -> !exchanges || f.leaves() || f.before().isEmpty())
            .toList();
    Dataset<Row> coming =
        remembered.isEmpty()
            ? records
            : records.union(
                in.rows(
                    step.output(),
                    remembered.stream().map(f -> row(f.remembers().orElseThrow(), f)).toList()));
    if (!exchanges) {
      return coming;
    }

    List<Row> named =
        findings.stream()
            .filter(f -> f.leaves() || f.state().takes() || remembered.contains(f))
            .map(f -> row(FileRecords.SEEN_KIND, f))
            .toList();
    return coming
        .withColumn(Write.GONE.name(), lit(false))
        .union(in.rows(step.output(), named).withColumn(Write.GONE.name(), lit(true)));
  }

  private Row row(String kind, Finding finding) {
    return FileRecords.known(kind, finding.file(), run.id());
  }
}
