package org.vae4j.loss.likelihood;

import java.util.Objects;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.vae4j.loss.LabelDomain;

/**
 * Pixels of K levels x = k / (K − 1), k in {0, …, K − 1}: a logistic distribution with mean μ and
 * scale s = exp(logScale), cut at the borders between levels; what lies outside [0, 1] belongs to
 * the first and the last. Two parameters a feature, {@code [mean | logScale]}, μ on the scale of x:
 *
 * <pre>
 * P(x | z) = σ(a) − σ(b),   a = (x + δ − μ)/s,  b = (x − δ − μ)/s,  δ = ½ / (K − 1)
 *          = σ(a) σ(−b) (1 − exp(b − a))
 * P(0 | z) = σ(a),   P(1 | z) = σ(−b)
 * </pre>
 *
 * <p>The second form is the one that is computed: it does not cancel.
 *
 * @see <a href="https://arxiv.org/abs/1606.04934">Kingma et al. 2016, section 5.2</a>
 * @see <a href="https://arxiv.org/abs/1701.05517">Salimans et al. 2017, the edges</a>
 */
public final class DiscretisedLogisticLikelihood extends IndependentFeatures {
  private static final long serialVersionUID = 1;

  private final int levels;

  /** Pixels of 8 bits. */
  public DiscretisedLogisticLikelihood() {
    this(256);
  }

  /**
   * Pixels of K levels.
   *
   * @param levels K
   * @throws IllegalArgumentException if there are fewer than 2
   */
  public DiscretisedLogisticLikelihood(@JsonProperty("levels") int levels) {
    if (levels < 2) {
      throw new IllegalArgumentException("expected at least 2 levels, got " + levels);
    }
    this.levels = levels;
  }

  /** K. */
  public int getLevels() {
    return levels;
  }

  @Override
  public boolean isDensity() {
    return false;
  }

  @Override
  public String name() {
    return "DiscretisedLogisticLikelihood";
  }

  @Override
  protected int parametersPerFeature() {
    return 2;
  }

  @Override
  public LabelDomain domain(int feature) {
    return LabelDomain.levels(levels);
  }

  @Override
  protected double negativeLogProbability(double x, double[] parameters, double[] gradient) {
    double inverseScale = Math.exp(-parameters[1]);
    double a = (x + halfLevel() - parameters[0]) * inverseScale;
    double b = (x - halfLevel() - parameters[0]) * inverseScale;
    boolean first = x <= halfLevel();
    boolean last = x >= 1 - halfLevel();
    double value = 0;
    double byMean = 0;
    double byLogScale = 0;
    if (!last) {
      value += softplus(-a);
      byMean += sigmoid(-a) * inverseScale;
      byLogScale += a * sigmoid(-a);
    }
    if (!first) {
      value += softplus(b);
      byMean -= sigmoid(b) * inverseScale;
      byLogScale -= b * sigmoid(b);
    }
    if (!first && !last) {
      double width = 2 * halfLevel() * inverseScale;
      value -= Math.log(-Math.expm1(-width));
      byLogScale += width / Math.expm1(width);
    }
    gradient[0] = byMean;
    gradient[1] = byLogScale;
    return value;
  }

  /** E[x] = Σₖ P(x > k / (K − 1)) / (K − 1), exactly. */
  @Override
  protected double mean(double[] parameters) {
    double inverseScale = Math.exp(-parameters[1]);
    double sum = 0;
    for (int k = 0; k < levels - 1; k++) {
      double border = (double) k / (levels - 1) + halfLevel();
      sum += sigmoid((parameters[0] - border) * inverseScale);
    }
    return sum / (levels - 1);
  }

  /** A draw of the logistic distribution, rounded to the nearest level. */
  @Override
  protected double sample(double[] parameters, Random random) {
    double u = random.nextDouble();
    double logistic = parameters[0] + Math.exp(parameters[1]) * (Math.log(u) - Math.log1p(-u));
    double level = Math.rint(Math.min(1, Math.max(0, logistic)) * (levels - 1));
    return level / (levels - 1);
  }

  private double halfLevel() {
    return 0.5 / (levels - 1);
  }

  private static double softplus(double y) {
    return Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y)));
  }

  private static double sigmoid(double y) {
    double e = Math.exp(-Math.abs(y));
    return (y >= 0 ? 1 : e) / (1 + e);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DiscretisedLogisticLikelihood that && levels == that.levels;
  }

  @Override
  public int hashCode() {
    return Objects.hash(DiscretisedLogisticLikelihood.class, levels);
  }
}
