package io.clientele.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.LambdaStage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Table RAW = table("raw", ID);
  private static final Table CLEAN = table("clean", ID);
  private static final Table REPORT = table("report", ID);

  private static Table table(String name, Field id) {
    return new Table(Layer.SILVER, name, List.of(id), List.of(id), new Write.Append());
  }

  private static Step step(String name, Table output, Read... reads) {
    return new LambdaStage(name, output, Set.of(reads), inputs -> inputs.own(output));
  }

  @Test
  void shouldOrderStepsByWhatTheyRead() {
    Step report =
        step("report", REPORT, new Read.All(RAW), new Read.Changes(CLEAN), new Read.Own(REPORT));
    Step clean = step("clean", CLEAN, new Read.One(RAW, ID));
    Step extract = step("extract", RAW, new Read.Own(RAW));

    assertThat(Pipeline.of(List.of(report, clean, extract)).steps())
        .containsExactly(extract, clean, report);
  }

  @Test
  void shouldRefuseTwoWritersOfOneTable() {
    assertThatThrownBy(() -> Pipeline.of(List.of(step("one", RAW), step("two", RAW))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot build pipeline: silver.raw is written by both one and two");
  }

  @Test
  void shouldRefuseTwoStepsOfOneName() {
    assertThatThrownBy(() -> Pipeline.of(List.of(step("one", RAW), step("one", CLEAN))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot build pipeline: both the step of silver.raw and the step of silver.clean are"
                + " named one");
  }

  @Test
  void shouldRefuseACycle() {
    Step clean = step("clean", CLEAN, new Read.All(REPORT));
    Step report = step("report", REPORT, new Read.Changes(CLEAN));

    assertThatThrownBy(() -> Pipeline.of(List.of(clean, report)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot build pipeline: cycle through clean -> report -> clean");
  }

  @Test
  void shouldRefuseATableThatNoStepWrites() {
    assertThatThrownBy(() -> Pipeline.of(List.of(step("clean", CLEAN, new Read.All(RAW)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot build pipeline: clean reads silver.raw, which no step writes");
  }

  @Test
  void shouldRefuseAReaderThatExpectsOtherColumns() {
    Table other = table("raw", Field.required("id", Types.COUNT, "What it is."));

    assertThatThrownBy(
            () ->
                Pipeline.of(
                    List.of(step("extract", RAW), step("clean", CLEAN, new Read.All(other)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot build pipeline: clean reads silver.raw as struct<id:bigint>, but extract writes"
                + " it as struct<id:string>");
  }
}
