package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.feature.rfm.Scoring;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringTest {
  @TempDir private Path temp;
  private Conf conf;

  @BeforeEach
  void copyTheShippedSettings() {
    conf = Conf.in(temp);
  }

  @Test
  void shouldLetEachDimensionHaveItsOwnCutPoints() {
    conf.shop("rfm: {quantiles: 4, recency-cuts: [30, 90], monetary-cuts: [49.90, 100, 1000.5]}");

    assertThat(conf.read().scoring())
        .isEqualTo(
            new Scoring(
                4,
                List.of(new BigDecimal("30"), new BigDecimal("90")),
                List.of(),
                List.of(new BigDecimal("49.9"), new BigDecimal("1E+2"), new BigDecimal("1000.5"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recency-cuts: [30, 30]          | recency-cuts: found 30, 30, POINTS
          recency-cuts: [90, 30]          | recency-cuts: found 90, 30, POINTS
          recency-cuts: 30                | recency-cuts: found 30, POINTS
          recency-cuts: [1, 2, 3, 4, 5]   | recency-cuts: found 1, 2, 3, 4, 5, POINTS
          recency-cuts: []                | recency-cuts: found an empty list, expected a whole number from 1 to 36500
          recency-cuts: [30, 90.5]        | recency-cuts.2: found '90.5', expected a whole number from 1 to 36500
          recency-cuts: [0, 30]           | recency-cuts.1: found '0', expected a whole number from 1 to 36500
          frequency-cuts: [1, 2]          | frequency-cuts.1: found '1', expected a whole number from 2 to 1000000
          monetary-cuts: [100, 20]        | monetary-cuts: found 100, 20, POINTS
          monetary-cuts: [1e3, 2000]      | monetary-cuts.1: found '1e3', AMOUNT
          monetary-cuts: [-5, 20]         | monetary-cuts.1: found '-5', AMOUNT
          monetary-cuts: [10, 20.00001]   | monetary-cuts.2: found '20.00001', AMOUNT
          money-cuts: [10, 20]            | money-cuts: unknown key. Did you mean monetary-cuts?
          """)
  void shouldRefuseAScoring(String scoring, String refusal) {
    conf.shop("rfm: {" + scoring + "}\n");

    assertThat(conf.refusal())
        .isEqualTo(
            "Invalid settings of tenant shop: conf/tenants/shop/more.yaml:1: rfm."
                + refusal
                    .replace("POINTS", "expected 2 to 4 points, each above the one before")
                    .replace(
                        "AMOUNT",
                        "expected an amount from 0 up with at most 15 digits before and 4 behind"
                            + " the point"));
  }
}
