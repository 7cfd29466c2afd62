package io.clientele.segment;

import io.clientele.step.Step;
import java.util.List;
import java.util.stream.Stream;

/** The steps of this package, as a pipeline is made of them. */
public final class Segments {
  private Segments() {}

  /**
   * Trains and assigns clusters, brings them together with other segmentations, and counts what is
   * in each segment.
   *
   * @param others segmentations whose tables other steps write
   */
  public static List<Step> steps(
      Population population, Clustering clustering, List<Segmentation> others) {
    List<Segmentation> all =
        Stream.concat(others.stream(), Stream.of(Segmentation.CLUSTERS)).toList();
    return List.of(
        new TrainClusters(population, clustering),
        new AssignClusters(population, clustering),
        new BuildMemberships(population, all),
        new BuildSegmentMetrics(population));
  }
}
