package io.clientele.silver;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.clientele.step.Changes;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Table;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says which customer each source's person is: for now, each is one of their own. */
record ResolveIdentities() implements Stage {
  private static final Table TABLE = Identities.TABLE;

  @Override
  public String name() {
    return "resolve-identities";
  }

  @Override
  public Table output() {
    return TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Set.of(
        new Read.All(CustomerIdentifiers.TABLE),
        new Read.Changes(CustomerIdentifiers.TABLE),
        new Read.Own(TABLE));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> anew = resolved(in.all(CustomerIdentifiers.TABLE)).distinct();
    return in.changes(CustomerIdentifiers.TABLE)
        .map(changes -> difference(in.own(TABLE), anew, changes))
        .orElse(anew);
  }

  private static Dataset<Row> difference(Dataset<Row> own, Dataset<Row> anew, Changes changes) {
    Dataset<Row> touched = resolved(changes.both());
    return new Difference(TABLE, TABLE.key()).of(own, anew, touched, changes.few());
  }

  private static Dataset<Row> resolved(Dataset<Row> identifiers) {
    return identifiers.select(
        Origin.SOURCE_SYSTEM.col(),
        Origin.CONNECTION_ID.col(),
        CustomerIdentifiers.CUSTOMER_SOURCE_ID.col(),
        Identities.CUSTOMER_ID.from(
            concat(
                Origin.CONNECTION_ID.col(),
                lit(":"),
                CustomerIdentifiers.CUSTOMER_SOURCE_ID.col())));
  }
}
