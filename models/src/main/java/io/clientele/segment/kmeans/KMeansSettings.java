package io.clientele.segment.kmeans;

import io.clientele.segment.Segmenter;

/**
 * What shapes a k-means clustering.
 *
 * @param clusters clusters to find, at least 2
 * @param partitions parts in which the customers are added up; fixed, since another number gives
 *     other centres
 * @param iterations iterations at most
 */
public record KMeansSettings(int clusters, int partitions, int iterations) {
  public KMeansSettings {
    require(clusters, 2, "clusters");
    require(partitions, 1, "partitions");
    require(iterations, 1, "iterations");
  }

  private static void require(int found, int least, String name) {
    if (found < least) {
      throw new IllegalArgumentException(
          "Invalid k-means settings: %s is %d, at least %d expected".formatted(name, found, least));
    }
  }

  public Segmenter segmenter() {
    return new KMeansSegmenter(this);
  }
}
