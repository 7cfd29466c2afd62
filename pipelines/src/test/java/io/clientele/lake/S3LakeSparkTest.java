package io.clientele.lake;

import io.clientele.step.Lake;
import io.clientele.table.Table;
import io.clientele.testkit.LakeContract;
import io.clientele.testkit.S3Server;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The laws of a lake, over a real S3 API. */
class S3LakeSparkTest extends LakeContract {
  @TempDir private static Path folder;
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
    session.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    try {
      DeltaTable.forPath(session, root + "/shop/" + table.layer().folder() + "/" + table.name())
          .vacuum(0);
    } finally {
      session.conf().unset("spark.databricks.delta.retentionDurationCheck.enabled");
    }
  }
}
