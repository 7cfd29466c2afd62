package io.clientele.job;

import io.clientele.feature.CustomerFeatures;
import io.clientele.feature.Features;
import io.clientele.feature.rfm.Rfm;
import io.clientele.feature.rfm.Scores;
import io.clientele.history.Histories;
import io.clientele.publish.postgres.PostgresSteps;
import io.clientele.publish.postgres.PostgresTarget;
import io.clientele.publish.postgres.Served;
import io.clientele.segment.Clustering;
import io.clientele.segment.Clusters;
import io.clientele.segment.Memberships;
import io.clientele.segment.Models;
import io.clientele.segment.Population;
import io.clientele.segment.SegmentMetrics;
import io.clientele.segment.Segmentation;
import io.clientele.segment.Segments;
import io.clientele.segment.kmeans.KMeansSettings;
import io.clientele.settings.Settings;
import io.clientele.silver.Silver;
import io.clientele.source.files.Files;
import io.clientele.step.Step;
import io.clientele.table.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The product's jobs: the one place that lists every step. */
public final class Jobs {
  /** The job that takes files. */
  public static final String EXTRACT = "extract";

  /** The job that makes rows of records. */
  public static final String CLEAN = "clean";

  /** What each job does, by its name, in the order they run in. */
  public static final Map<String, String> DOCS = docs();

  private Jobs() {}

  private static Map<String, String> docs() {
    Map<String, String> docs = new LinkedHashMap<>();
    docs.put(EXTRACT, "Takes new files into bronze.");
    docs.put(CLEAN, "Parses records, rejects bad ones, keeps the latest: bronze to silver.");
    docs.put("features", "Computes histories, features as of the date, and RFM scores.");
    docs.put("train", "Fits the clustering.");
    docs.put("score", "Assigns customers to clusters.");
    docs.put("segment", "Brings all segmentations together, and counts.");
    docs.put("publish", "Shows the segments in Postgres.");
    return Collections.unmodifiableMap(docs);
  }

  /**
   * All jobs of a tenant, in the order they run in.
   *
   * @param asked what a run is to do besides
   */
  public static JobGraph of(Settings settings, PostgresTarget postgres, Asked asked) {
    List<Step> segments = segments(settings);
    return JobGraph.of(
        List.of(
            job(
                EXTRACT,
                Files.steps(
                    settings.files().streams(),
                    settings.files().input().orElse(""),
                    asked.forgetting())),
            job(
                CLEAN,
                Silver.steps(
                    Files.feeds(settings.files().streams()),
                    settings.zone(),
                    settings.rates(),
                    settings.quality(),
                    asked.rejected())),
            job(
                "features",
                List.of(
                    Histories.step(settings.zone()),
                    Features.step(),
                    Scores.step(settings.scoring()))),
            job("train", writing(segments, Set.of(Models.TABLE))),
            job("score", writing(segments, Set.of(Clusters.TABLE))),
            job("segment", writing(segments, Set.of(Memberships.TABLE, SegmentMetrics.TABLE))),
            job(
                "publish",
                List.of(
                    PostgresSteps.publish(postgres, served(), settings.postgres().onEmpty())))));
  }

  private static Job job(String name, List<Step> steps) {
    return new Job(name, DOCS.get(name), steps);
  }

  private static List<Step> segments(Settings settings) {
    Settings.Clustering set = settings.clustering();
    Clustering clustering =
        new Clustering(
            new KMeansSettings(set.clusters(), set.partitions(), set.iterations()).segmenter(),
            List.of(
                CustomerFeatures.RECENCY_DAYS, CustomerFeatures.ORDERS, CustomerFeatures.NET_SPEND),
            CustomerFeatures.RECENCY_DAYS);
    Population population =
        new Population(
            CustomerFeatures.TABLE,
            CustomerFeatures.ORDERS,
            CustomerFeatures.UNITS,
            CustomerFeatures.NET_SPEND);
    return Segments.steps(
        population,
        clustering,
        List.of(new Segmentation("rfm", Rfm.TABLE, Rfm.SEGMENT, Segmentation.PROSPECTS)));
  }

  private static List<Step> writing(List<Step> steps, Set<Table> tables) {
    return steps.stream().filter(step -> tables.contains(step.output())).toList();
  }

  private static Served served() {
    return new Served(
        List.of(Memberships.TABLE, Rfm.TABLE, CustomerFeatures.TABLE), SegmentMetrics.TABLE);
  }
}
