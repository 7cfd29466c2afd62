package io.clientele.feature;

import io.clientele.step.Step;

/** The way in: the step that computes features. */
public final class Features {
  private Features() {}

  /** The step that writes {@link CustomerFeatures#TABLE}. */
  public static Step step() {
    return new BuildCustomerFeatures();
  }
}
