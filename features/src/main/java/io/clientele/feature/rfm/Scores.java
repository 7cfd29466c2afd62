package io.clientele.feature.rfm;

import io.clientele.step.Step;

/** The way in: the step that scores customers. */
public final class Scores {
  private Scores() {}

  /** The step that writes {@link Rfm#TABLE}. */
  public static Step step(Scoring scoring) {
    return new BuildRfm(scoring);
  }
}
