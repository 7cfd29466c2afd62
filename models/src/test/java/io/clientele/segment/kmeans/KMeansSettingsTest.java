package io.clientele.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KMeansSettingsTest {
  @Test
  void shouldRefuseWhatIsNoClustering() {
    assertThatThrownBy(() -> new KMeansSettings(1, 4, 20))
        .hasMessage("Invalid k-means settings: clusters is 1, at least 2 expected");
    assertThatThrownBy(() -> new KMeansSettings(2, 0, 20))
        .hasMessage("Invalid k-means settings: partitions is 0, at least 1 expected");
  }

  @Test
  void shouldNameItselfAndItsSettings() {
    KMeansSettings settings = new KMeansSettings(5, 4, 20);

    assertThat(settings.segmenter().algorithm()).isEqualTo("k-means");
    assertThat(settings.segmenter().segments()).isEqualTo(5);
    assertThat(settings.segmenter().settings()).isEqualTo(settings);
  }
}
