package org.vae4j.layers.density;

/**
 * Σ s, Σ s (z − mean) and Σ s (z − mean)² over draws z with shares s: the gradient by a component
 * is made of them.
 */
final class ComponentMoments {
  private final double[] mean;
  private final double[] precision;
  private double mass;
  private final double[] first;
  private final double[] second;

  ComponentMoments(double[] mean, double[] precision) {
    this.mean = mean;
    this.precision = precision;
    first = new double[mean.length];
    second = new double[mean.length];
  }

  void add(double[] z, double share) {
    mass += share;
    for (int j = 0; j < first.length; j++) {
      double distance = z[j] - mean[j];
      double weighted = share * distance;
      first[j] += weighted;
      second[j] += weighted * distance;
    }
  }

  /** Σ s. */
  double mass() {
    return mass;
  }

  /** The gradient by {@code [mean | logVariance]}, 2L numbers. */
  double[] gradient() {
    int latentSize = mean.length;
    double[] gradient = new double[2 * latentSize];
    for (int j = 0; j < latentSize; j++) {
      gradient[j] = first[j] * precision[j];
      gradient[latentSize + j] = 0.5 * (second[j] * precision[j] - mass);
    }
    return gradient;
  }
}
