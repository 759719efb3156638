package org.vae4j.evaluate.diagnosis;

import java.util.Optional;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.GaussianLikelihood;
import org.vae4j.loss.likelihood.LaplaceLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.likelihood.PoissonLikelihood;
import org.vae4j.model.Vae;

/**
 * How p(x given z) fits the data.
 *
 * @param likelihood its name on the command line
 * @param fixedDeviation the standard deviation that it assumes, if it is not learned
 * @param residualDeviation of x from the mean of p(x given z), in the units that the model sees
 * @param greyShare which share of the values is neither near 0 nor near 1, if they are taken for
 *     probabilities
 * @param dispersion of counts: the variance of a residual by what a Poisson variable has, averaged
 * @param images whether the examples are images
 */
public record Fit(
    String likelihood,
    Optional<Double> fixedDeviation,
    double residualDeviation,
    Optional<Double> greyShare,
    Optional<Double> dispersion,
    boolean images) {
  /** How close to 0 or 1 a value is no grey. */
  private static final double NEAR = 0.05;

  /** Below it a count is mostly 0, and its variance says little. */
  private static final double LEAST_RATE = 0.1;

  private static final double DEVIATION_OF_LAPLACE = Math.sqrt(2);

  /** From this share of grey on, pixels are no probabilities of ink. */
  private static final double GREY = 0.3;

  /** A fixed width that is off by more than this factor weighs KL and reconstruction wrongly. */
  private static final double OFF = 2.5;

  /**
   * Measures a model.
   *
   * @param name of the likelihood on the command line
   * @param batches of x, one at least
   */
  public static Fit of(Vae vae, String name, Iterable<DataSet> batches, boolean images) {
    Likelihood likelihood = vae.likelihood();
    double squares = 0;
    double dispersion = 0;
    long counted = 0;
    long grey = 0;
    long values = 0;
    for (DataSet batch : batches) {
      double[][] mean = vae.reconstruct(batch.getFeatures()).toDoubleMatrix();
      double[][] x = batch.getLabels().toDoubleMatrix();
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < x[i].length; j++) {
          double residual = x[i][j] - mean[i][j];
          squares += residual * residual;
          grey += Math.abs(x[i][j]) > NEAR && Math.abs(x[i][j] - 1) > NEAR ? 1 : 0;
          if (mean[i][j] > LEAST_RATE) {
            dispersion += residual * residual / mean[i][j];
            counted++;
          }
          values++;
        }
      }
    }
    return new Fit(
        name,
        fixedDeviation(likelihood),
        Math.sqrt(squares / values),
        likelihood instanceof BernoulliLikelihood
            ? Optional.of((double) grey / values)
            : Optional.empty(),
        likelihood instanceof PoissonLikelihood && counted > 0
            ? Optional.of(dispersion / counted)
            : Optional.empty(),
        images);
  }

  private static Optional<Double> fixedDeviation(Likelihood likelihood) {
    if (likelihood instanceof GaussianLikelihood gaussian) {
      return Optional.of(gaussian.getStdDev());
    }
    return likelihood instanceof LaplaceLikelihood laplace
        ? Optional.of(DEVIATION_OF_LAPLACE * laplace.getScale())
        : Optional.empty();
  }

  /** Whether many values are grey, and taken for probabilities. */
  boolean isGrey() {
    return greyShare.filter(share -> share > GREY).isPresent();
  }

  /**
   * Whether the noise is fixed and so wide that no detail is worth its KL. A Bernoulli takes a grey
   * value for a throw of a coin, which is as wide as can be.
   */
  boolean hidesDetails() {
    return isTooWide() || isGrey();
  }

  boolean isTooWide() {
    return fixedDeviation.filter(assumed -> residualDeviation < assumed / OFF).isPresent();
  }

  /** Whether the width is fixed and so narrow that noise is worth its KL. */
  boolean isTooNarrow() {
    return fixedDeviation.filter(assumed -> residualDeviation > assumed * OFF).isPresent();
  }
}
