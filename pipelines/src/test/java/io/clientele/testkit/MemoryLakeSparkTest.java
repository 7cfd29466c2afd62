package io.clientele.testkit;

import io.clientele.step.Lake;
import io.clientele.table.Table;
import org.apache.spark.sql.SparkSession;

class MemoryLakeSparkTest extends LakeContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  protected Lake open(SparkSession spark) {
    return new MemoryLake(spark, store);
  }

  @Override
  protected void forgetChanges(Table table) {
    store.forgetChanges(table);
  }
}
