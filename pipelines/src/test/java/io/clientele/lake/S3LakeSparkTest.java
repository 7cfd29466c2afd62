package io.clientele.lake;

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
import io.clientele.testkit.S3Server;
import io.delta.tables.DeltaTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws of a lake, over a real S3 API. */
class S3LakeSparkTest extends LakeContract {
  private static final String CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");

  @TempDir private static java.nio.file.Path folder;
  private static S3Server server;

  private final String root = server.bucket("lakes") + "/" + UUID.randomUUID();
  private SparkSession session;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  protected Lake open(SparkSession spark) {
    session = spark;
    return Lakes.open(spark, root, server.store(), "shop");
  }

  @Override
  protected void forgetChanges(Table table) {
    session.conf().set(CHECK, "false");
    try {
      DeltaTable.forPath(session, root + "/shop/" + table.layer().folder() + "/" + table.name())
          .vacuum(0);
    } finally {
      session.conf().unset(CHECK);
    }
  }

  @Test
  void shouldReadTheSameAfterMaintenance(SparkSession spark) {
    Table things = new Table(Layer.SILVER, "things", List.of(ID), List.of(ID), new Write.Upsert());
    Step build = LambdaStage.writing("build", things);
    Lake lake = open(spark);
    for (int number = 1; number <= 3; number++) {
      Rows rows = Rows.of(things).row().with(ID, "same").row().with(ID, "of run " + number);
      Basis basis = new Basis("v1", number == 1, Map.of());
      lake.write(build, rows.in(spark), Runs.number(number), basis);
    }
    List<Row> before = lake.current(things).collectAsList();

    spark.conf().set(CHECK, "false");
    Tended tended;
    try {
      tended =
          new DeltaUpkeep(
                  spark,
                  new TenantFolder(new Path(root + "/shop")),
                  Upkeep.Mode.REAL,
                  Instant.now(),
                  Expiry.MARGIN)
              .tend(things.id(), new Keeping(Duration.ZERO, OptionalLong.empty()));
    } finally {
      spark.conf().unset(CHECK);
    }

    assertThat(tended.filesBefore()).isGreaterThan(1);
    assertThat(tended.filesAfter()).isEqualTo(1);
    assertThat(tended.removedFiles()).isPositive();
    assertThat(open(spark).current(things).collectAsList())
        .hasSize(4)
        .containsExactlyInAnyOrderElementsOf(before);
  }
}
