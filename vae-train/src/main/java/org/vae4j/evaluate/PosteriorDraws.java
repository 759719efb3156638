package org.vae4j.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.model.Vae;

/** Draws z ~ q(z | x) for a few examples, and what each of them weighs. */
@FunctionalInterface
interface PosteriorDraws {
  /**
   * More draws of each example.
   *
   * @param draws how many
   * @param noise of each example, taken on
   * @return one for each example
   */
  List<DrawTerms> next(int draws, NormalDraws[] noise);

  /**
   * The draws for x of a model: the weights are its graph's own where flows move the posterior or
   * the prior is a mixture, and are written out where both are Gaussian.
   *
   * @throws IllegalStateException if the prior depends on an input
   * @throws UnsupportedOperationException if the reconstruction term is a loss without a density
   */
  static Function<INDArray, PosteriorDraws> of(Vae vae) {
    vae.likelihood(); // refuses a loss without a density
    vae.prior(); // refuses a prior that depends on an input
    Optional<DiagonalGaussian> prior = vae.gaussianPrior();
    return prior.isPresent()
        ? x -> new GaussianDraws(vae, prior.get(), x)
        : x -> (draws, noise) -> vae.drawTerms(x, draws, NormalDraws.rows(noise));
  }
}
