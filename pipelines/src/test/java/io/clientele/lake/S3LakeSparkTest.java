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
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laws that hang on the store, over a real S3 API; all of them together take minutes there, and
 * the others speak of rows alone.
 */
@ExtendWith(S3LakeSparkTest.OfStores.class)
class S3LakeSparkTest extends LakeContract {
  /** Lets only those laws through. */
  static final class OfStores implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context.getTestMethod().isEmpty() || context.getTags().contains(STORE)
          ? ConditionEvaluationResult.enabled("hangs on the store")
          : ConditionEvaluationResult.disabled("holds on every store, if on one");
    }
  }

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
