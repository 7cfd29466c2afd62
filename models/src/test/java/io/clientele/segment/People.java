package io.clientele.segment;

import io.clientele.segment.kmeans.KMeansSettings;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Run;
import io.clientele.step.Step;
import io.clientele.table.Field;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import io.clientele.testkit.GivenInputs;
import io.clientele.testkit.Rows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A small made-up features table, and the steps of this package over it. */
final class People {
  static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);
  static final Field ORDERS = Field.required("orders", Types.COUNT, "Orders ever.");
  static final Field UNITS = Field.required("units", Types.TOTAL, "Units ever.");
  static final Field SPEND = Field.required("net_spend", Types.TOTAL, "Net spend ever.");
  static final Field RECENCY =
      Field.optional("recency_days", Types.SMALL, "Days since the last order.");
  static final Table FEATURES =
      new Table(
          Layer.GOLD,
          "customer_features",
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID, ORDERS, UNITS, SPEND, RECENCY),
          List.of(AsOf.FIELD, Identities.CUSTOMER_ID),
          new Write.Replace(AsOf.FIELD));
  static final Population POPULATION = new Population(FEATURES, ORDERS, UNITS, SPEND);

  private People() {}

  static Clustering clustering(int clusters) {
    return clustering(new KMeansSettings(clusters, 4, 20).segmenter());
  }

  static Clustering clustering(Segmenter segmenter) {
    return new Clustering(segmenter, List.of(ORDERS, SPEND, RECENCY), RECENCY);
  }

  static Run run(long seed) {
    return new Run("run-7", 7, "demo", AS_OF, seed, Instant.EPOCH, Map.of());
  }

  static Rows add(Rows rows, String id, long orders, String spend, Integer recency) {
    return rows.row()
        .with(AsOf.FIELD, AS_OF)
        .with(Identities.CUSTOMER_ID, id)
        .with(ORDERS, orders)
        .with(UNITS, orders * 2)
        .with(SPEND, spend)
        .with(RECENCY, recency);
  }

  /** Buyers without any structure, one in five a prospect. */
  static Rows sample(int customers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Rows rows = Rows.of(FEATURES);
    for (int number = 0; number < customers; number++) {
      boolean prospect = random.nextInt(5) == 0;
      long orders = prospect ? 0 : 1 + (long) (random.nextExponential() * 4);
      String spend = "%d.%02d".formatted(orders * random.nextInt(200), random.nextInt(100));
      Integer recency = prospect ? null : 1 + random.nextInt(700);
      add(rows, "c" + number, orders, prospect ? "0" : spend, recency);
    }
    return rows;
  }

  /** What a step writes, conformed and kept, so that the next step can be given it. */
  static Dataset<Row> build(SparkSession spark, Step step, GivenInputs in, Run run) {
    Table table = step.output();
    Dataset<Row> rows = table.conform(step.build(in, run));
    return spark.createDataFrame(rows.collectAsList(), table.schema());
  }
}
