package org.vae4j.settings;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.ContinuousBernoulliLikelihood;
import org.vae4j.loss.likelihood.DiscretisedLogisticLikelihood;
import org.vae4j.loss.likelihood.GaussianLikelihood;
import org.vae4j.loss.likelihood.LaplaceLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.likelihood.Noise;
import org.vae4j.loss.likelihood.PoissonLikelihood;
import org.vae4j.loss.likelihood.SharedVarianceGaussianLikelihood;
import org.vae4j.model.Vae;
import org.vae4j.refusal.BadInputException;

/** The likelihoods that can be asked for by name: those that need no number of their own. */
public enum LikelihoodName {
  BERNOULLI,
  CONTINUOUS_BERNOULLI,
  /** Of unit variance, which on pixels in [0, 1] is very wide: the KL term then weighs much. */
  GAUSSIAN,
  /** One variance for all pixels, learned: mostly the Gaussian that is wanted for images. */
  GAUSSIAN_SHARED_VARIANCE,
  /** The same, one constant that does not depend on z. */
  GAUSSIAN_CONSTANT_VARIANCE,
  /**
   * A variance for each pixel, learned and other from image to image: wide where a pixel changes
   * much.
   */
  GAUSSIAN_LEARNED_VARIANCE,
  /** Of unit scale. */
  LAPLACE,
  /** 256 levels. */
  DISCRETISED_LOGISTIC,
  /** For counts, not for grey pixels. */
  POISSON,
  /** For tables: by the kind of each column, see {@link TableLikelihood}. */
  MIXED,
  /** For tables: the same, with a constant noise for each column. */
  TABLE;

  /** Half a level of 255, as a deviation: what a pixel says no more of. */
  private static final double LEAST_STD_DEV = 1 / (255 * Math.sqrt(12));

  /**
   * The likelihood that is written so on the command line.
   *
   * @throws BadInputException if there is none
   */
  public static LikelihoodName named(String written) {
    return Arrays.stream(values())
        .filter(name -> ConstantNames.of(name).equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "--likelihood: expected one of %s, got '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(ConstantNames::of)
                                .collect(Collectors.joining(", ")),
                            written)));
  }

  /** As it is written on the command line. */
  public String written() {
    return ConstantNames.of(this);
  }

  /**
   * A model read as if it had this likelihood.
   *
   * @param part of the data that it was trained on
   * @throws BadInputException if the decoder gives more or fewer parameters than it takes, or it
   *     needs a table and there is none
   */
  public Vae over(Vae vae, Dataset part) {
    try {
      return vae.withLikelihood(likelihood(part.columns()), part.features());
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--likelihood: " + e.getMessage(), e);
    }
  }

  /**
   * The likelihood of this name.
   *
   * @param columns of the table; empty for what is no table
   * @throws BadInputException if it needs a table and there is none
   */
  public Likelihood likelihood(List<Column> columns) {
    return switch (this) {
      case BERNOULLI -> new BernoulliLikelihood();
      case CONTINUOUS_BERNOULLI -> new ContinuousBernoulliLikelihood();
      case GAUSSIAN -> new GaussianLikelihood();
      case GAUSSIAN_SHARED_VARIANCE ->
          new SharedVarianceGaussianLikelihood(LEAST_STD_DEV, Noise.BY_Z);
      case GAUSSIAN_LEARNED_VARIANCE ->
          new LearnedVarianceGaussianLikelihood(LEAST_STD_DEV, Noise.BY_Z);
      case GAUSSIAN_CONSTANT_VARIANCE ->
          new SharedVarianceGaussianLikelihood(LEAST_STD_DEV, Noise.CONSTANT);
      case LAPLACE -> new LaplaceLikelihood();
      case DISCRETISED_LOGISTIC -> new DiscretisedLogisticLikelihood();
      case POISSON -> new PoissonLikelihood();
      case MIXED -> TableLikelihood.varying(columns);
      case TABLE -> TableLikelihood.constant(columns);
    };
  }
}
