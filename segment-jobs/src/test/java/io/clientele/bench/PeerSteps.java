package io.clientele.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What each step of the peer's program took, servers included. */
record PeerSteps(Measured whole, List<Measured> steps) {
  /** From events and orders to features and RFM groups. */
  static final Set<String> FEATURES =
      Set.of(
          "daily rollup of events",
          "daily rollup of orders",
          "features as of the end",
          "RFM quintiles and groups");

  static PeerSteps read(Path file, Measured whole) throws IOException {
    List<Measured> steps = new ArrayList<>();
    for (JsonNode step : new ObjectMapper().readTree(file.toFile()).path("steps")) {
      steps.add(
          new Measured(
              step.path("step").asText(),
              0,
              step.path("cpu").asDouble() + step.path("server_cpu").asDouble(),
              Duration.ofMillis(Math.round(1000 * step.path("wall").asDouble())),
              step.path("peak_mb").asLong() << 20));
    }
    return new PeerSteps(whole, List.copyOf(steps));
  }

  /**
   * What some steps took together.
   *
   * @throws IllegalStateException where the program has no step of one of these names
   */
  double cpuSeconds(Set<String> names) {
    List<Measured> named = steps.stream().filter(step -> names.contains(step.name())).toList();
    if (named.size() != names.size()) {
      throw new IllegalStateException(
          "Cannot compare with the peer: found steps %s, expected %s among them."
              .formatted(steps.stream().map(Measured::name).toList(), names));
    }
    return named.stream().mapToDouble(Measured::cpuSeconds).sum();
  }
}
