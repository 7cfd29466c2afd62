package io.clientele.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.step.Run;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What people should know of a model. Figures are rounded, so that equal models have equal cards.
 *
 * @param customers customers it was trained on
 * @param untrained why there is no model; empty where there is one
 * @param explained share of the differences between customers that the clusters account for, 0 to
 *     1; 0 without a model
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ModelCard(
    String model,
    String algorithm,
    Record settings,
    Training training,
    long customers,
    String untrained,
    List<Scaling> scaling,
    BigDecimal explained,
    List<Segment> segments) {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** When and from what chance it was trained. */
  record Training(String runId, String asOf, long seed) {
    static Training of(Run run) {
      return new Training(run.id(), run.asOf().toString(), run.seed());
    }
  }

  /** How a feature was made comparable: its logarithm less the mean, over the deviation. */
  record Scaling(String field, BigDecimal mean, BigDecimal deviation) {
    static Scaling of(Axis axis) {
      return new Scaling(
          axis.field().name(), rounded(axis.mean(), 6), rounded(axis.deviation(), 6));
    }
  }

  /**
   * A cluster.
   *
   * @param centre value of each feature in its middle, in the feature's own unit
   */
  record Segment(
      String segment, long customers, BigDecimal meanSpend, Map<String, BigDecimal> centre) {
    static Segment of(int number, Group group, List<Axis> axes) {
      Map<String, BigDecimal> centre = new LinkedHashMap<>();
      for (int at = 0; at < axes.size(); at++) {
        double value = axes.get(at).value(group.centre().position().get(at));
        centre.put(axes.get(at).field().name(), rounded(value, 2));
      }
      return new Segment(
          ClusterModel.segment(number),
          group.customers(),
          group.meanSpend().setScale(2, RoundingMode.HALF_EVEN),
          centre);
    }
  }

  static ModelCard of(Segmenter segmenter, Run run, List<Axis> axes, List<Group> groups) {
    return new ModelCard(
        Segmentation.CLUSTERS.name(),
        segmenter.algorithm(),
        segmenter.settings(),
        Training.of(run),
        groups.stream().mapToLong(Group::customers).sum(),
        "",
        axes.stream().map(Scaling::of).toList(),
        explained(groups),
        IntStream.range(0, groups.size())
            .mapToObj(number -> Segment.of(number, groups.get(number), axes))
            .toList());
  }

  static ModelCard untrained(Segmenter segmenter, Run run, long customers) {
    return new ModelCard(
        Segmentation.CLUSTERS.name(),
        segmenter.algorithm(),
        segmenter.settings(),
        Training.of(run),
        customers,
        "Fewer customers with orders, or fewer that differ, than clusters asked for: %d."
            .formatted(segmenter.segments()),
        List.of(),
        BigDecimal.ZERO,
        List.of());
  }

  private static BigDecimal explained(List<Group> groups) {
    BigDecimal apart = groups.stream().map(Group::apart).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal spread = groups.stream().map(Group::spread).reduce(BigDecimal.ZERO, BigDecimal::add);
    return spread.signum() == 0
        ? BigDecimal.ZERO
        : rounded(1 - apart.doubleValue() / spread.doubleValue(), 3);
  }

  private static BigDecimal rounded(double figure, int digits) {
    return BigDecimal.valueOf(figure).setScale(digits, RoundingMode.HALF_EVEN);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the model card of " + model, e);
    }
  }
}
