package org.vae4j.datasets.preprocess;

import java.util.Map;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;

/** The features that a step was fitted on. */
final class FittedFeatures {
  private FittedFeatures() {}

  /** The numbers of a name, one for each feature. */
  static double[] of(Map<String, double[]> fitted, String name) {
    double[] values = fitted.get(name);
    if (values == null || values.length == 0) {
      throw new IllegalArgumentException("no numbers '" + name + "'");
    }
    return values.clone();
  }

  /** The numbers of a name, as many as there are of another. */
  static double[] of(Map<String, double[]> fitted, String name, double[] others) {
    double[] values = of(fitted, name);
    if (values.length != others.length) {
      throw new IllegalArgumentException(
          values.length + " numbers '" + name + "' beside " + others.length);
    }
    return values;
  }

  /** The shape of examples, if they have as many features. */
  static ImageShape require(int features, ImageShape given) {
    if (given.size() != features) {
      throw BadDataException.of(
          "data to prepare",
          "the " + features + " features that a step was fitted on",
          given.size() + " of " + given);
    }
    return given;
  }

  /** Whether a feature has a scale, which classes and counts have not. */
  static boolean isContinuous(Dataset train, int feature) {
    return train.columns().size() != train.features()
        || train.columns().get(feature).isContinuous();
  }
}
