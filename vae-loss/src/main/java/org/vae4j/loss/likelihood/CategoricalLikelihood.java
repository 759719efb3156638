package org.vae4j.loss.likelihood;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.vae4j.loss.LabelDomain;

/**
 * Features with one of K classes each, x in {0, …, K − 1}, from K logits a feature:
 *
 * <pre>
 * −log p(x = c | z) = logsumexp(l) − l_c        gradient softmax(l) − [k = c]
 * </pre>
 *
 * <p>The mean is that of the class index, which says something for ordered classes alone; {@link
 * #typical} is the most likely class.
 */
public final class CategoricalLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  private final int classes;

  /**
   * Features of K classes.
   *
   * @param classes K
   * @throws IllegalArgumentException if there are fewer than 2
   */
  public CategoricalLikelihood(@JsonProperty("classes") int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("expected at least 2 classes, got " + classes);
    }
    this.classes = classes;
  }

  /** K. */
  public int getClasses() {
    return classes;
  }

  @Override
  public boolean isDensity() {
    return false;
  }

  @Override
  public String name() {
    return "CategoricalLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return classes;
  }

  @Override
  public LabelDomain domain(int feature) {
    return LabelDomain.classes(classes);
  }

  @Override
  protected double negativeLogProbability(double x, double[] logits, double[] gradient) {
    if (!(x >= 0 && x < classes && x == Math.rint(x))) {
      Arrays.fill(gradient, Double.NaN);
      return Double.NaN; // no class, so neither a logit nor a probability
    }
    double largest = largest(logits);
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      gradient[k] = Math.exp(logits[k] - largest);
      sum += gradient[k];
    }
    for (int k = 0; k < classes; k++) {
      gradient[k] /= sum;
    }
    int label = (int) x;
    gradient[label] -= 1;
    return largest + Math.log(sum) - logits[label];
  }

  @Override
  protected double mean(double[] logits) {
    double largest = largest(logits);
    double sum = 0;
    double weighted = 0;
    for (int k = 0; k < classes; k++) {
      double weight = Math.exp(logits[k] - largest);
      sum += weight;
      weighted += k * weight;
    }
    return weighted / sum;
  }

  /** The class of the largest logit, the first of several. */
  @Override
  public INDArray typical(INDArray parameters) {
    return perFeature(parameters, CategoricalLikelihood::mostLikely);
  }

  private static double mostLikely(double[] logits) {
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return best;
  }

  /** By the Gumbel-max trick: the largest of lₖ − log(−log uₖ). */
  @Override
  protected double sample(double[] logits, Random random) {
    int best = 0;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      double value = logits[k] - Math.log(-Math.log1p(-random.nextDouble()));
      if (value > bestValue) {
        best = k;
        bestValue = value;
      }
    }
    return best;
  }

  private static double largest(double[] values) {
    double largest = values[0];
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoricalLikelihood that && classes == that.classes;
  }

  @Override
  public int hashCode() {
    return Objects.hash(CategoricalLikelihood.class, classes);
  }
}
