package io.clientele.job;

import io.clientele.step.Step;
import java.util.List;

/** A name that people schedule and the steps it stands for. */
public record Job(String name, String doc, List<Step> steps) {
  public Job {
    steps = List.copyOf(steps);
  }
}
