package io.clientele.lake;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.step.Basis;
import io.clientele.step.Lake;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.LakeContract;
import io.clientele.testkit.LambdaStage;
import io.clientele.testkit.Rows;
import io.clientele.testkit.Runs;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaLakeSparkTest extends LakeContract {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Table THINGS =
      new Table(Layer.BRONZE, "things", List.of(ID), List.of(ID), new Write.Upsert());

  @TempDir private Path root;
  private SparkSession session;

  @Override
  protected Lake open(SparkSession spark) {
    session = spark;
    return Lakes.open(spark, root.toString(), "shop");
  }

  @Override
  protected void forgetChanges(Table table) {
    session.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    try {
      stored(table).vacuum(0);
    } finally {
      session.conf().unset("spark.databricks.delta.retentionDurationCheck.enabled");
    }
  }

  private DeltaTable stored(Table table) {
    return DeltaTable.forPath(session, path(table).toString());
  }

  private Path path(Table table) {
    return root.resolve("shop").resolve(table.layer().folder()).resolve(table.name());
  }

  @Test
  void shouldRememberItsBasisThroughMaintenance(SparkSession spark) {
    Lake lake = open(spark);
    Step step = LambdaStage.writing("collect", THINGS);
    Basis basis = new Basis("v2", false, Map.of("bronze.files", 8L));
    lake.write(step, Rows.of(THINGS).row().with(ID, "a").in(spark), Runs.number(1), basis);
    lake.write(step, Rows.of(THINGS).row().with(ID, "b").in(spark), Runs.number(2), basis);
    long before = lake.versions(List.of(THINGS)).get(THINGS.id());
    stored(THINGS).optimize().executeCompaction();

    assertThat(lake.versions(List.of(THINGS)).get(THINGS.id())).isGreaterThan(before);
    assertThat(lake.basis(step)).contains(basis);
    assertThat(lake.committed(step, Runs.number(2)).orElseThrow().version()).isEqualTo(before);
    assertThatTable(lake.changes(THINGS, before, before + 1).orElseThrow().both()).isEmpty();
  }

  @Test
  void shouldLeaveNothingStaged(SparkSession spark) {
    Lake lake = open(spark);
    Step step = LambdaStage.writing("collect/from: anywhere", THINGS);
    lake.write(
        step,
        Rows.of(THINGS).row().with(ID, "a").in(spark),
        Runs.number(1),
        new Basis("", true, Map.of()));

    assertThat(path(THINGS)).isDirectory();
    assertThat(root.resolve("shop/_staging")).isEmptyDirectory();
  }
}
