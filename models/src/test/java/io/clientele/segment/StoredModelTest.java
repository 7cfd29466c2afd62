package io.clientele.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.problem.UserError;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredModelTest {
  private static final ClusterModel MODEL =
      new ClusterModel(
          List.of(new Axis(People.ORDERS, 1.25, 0.5), new Axis(People.SPEND, -3.5, 2)),
          List.of(new Centre(List.of(0.1, -0.2)), new Centre(List.of(7.0, 1e9))));

  @Test
  void shouldReadWhatItWrote() {
    assertThat(StoredModel.read(StoredModel.write(MODEL), People.FEATURES)).isEqualTo(MODEL);
  }

  @Test
  void shouldRefuseAnotherForm() {
    byte[] bytes = StoredModel.write(MODEL);
    bytes[0] = 9;

    assertThatThrownBy(() -> StoredModel.read(bytes, People.FEATURES))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot read the clusters' model: its form is 9, this release reads 1. Train anew.");
  }

  @Test
  void shouldNotTakeHalfAModelForOne() {
    byte[] bytes = StoredModel.write(MODEL);

    assertThatThrownBy(
            () -> StoredModel.read(Arrays.copyOf(bytes, bytes.length - 1), People.FEATURES))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot read the clusters' model: its bytes end early");
  }

  @Test
  void shouldOrderCentresByTheirFirstDifference() {
    assertThat(List.of(new Centre(List.of(1.0, 2.0)), new Centre(List.of(1.0, -2.0))))
        .isSortedAccordingTo((one, other) -> -one.compareTo(other));
    assertThat(new Centre(List.of(0.1 + 0.2, -0.0))).isEqualTo(new Centre(List.of(0.3, 0.0)));
  }

  @Test
  void shouldTurnCoordinatesBackIntoTheFeaturesUnit() {
    Axis spend = new Axis(People.SPEND, 2, 0.5);

    assertThat(spend.value((Math.log1p(100) - 2) / 0.5)).isCloseTo(100, within(1e-9));
    assertThat(spend.value((-Math.log1p(100) - 2) / 0.5)).isCloseTo(-100, within(1e-9));
  }
}
