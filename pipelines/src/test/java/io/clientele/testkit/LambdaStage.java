package io.clientele.testkit;

import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Table;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A stage that a test writes down in one line. */
public record LambdaStage(
    String name,
    Table output,
    Set<Read> reads,
    String recipe,
    Function<Inputs, Dataset<Row>> building)
    implements Stage {

  public LambdaStage(
      String name, Table output, Set<Read> reads, Function<Inputs, Dataset<Row>> building) {
    this(name, output, reads, "", building);
  }

  /** A stage that is written for, never built. */
  public static LambdaStage writing(String name, Table output) {
    return new LambdaStage(name, output, Set.of(), inputs -> inputs.all(output));
  }

  public LambdaStage withRecipe(String other) {
    return new LambdaStage(name, output, reads, other, building);
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    return building.apply(in);
  }
}
