package org.vae4j.layers;

/**
 * How the gradient of the encoder is estimated. All three have the decoder's gradient in common;
 * they differ in their variance. What reaches the encoder depends on other parts of the graph too:
 * each value says which.
 */
public enum GradientEstimator {
  /** The derivative of the objective as it is: the graph needs nothing besides. */
  STANDARD,

  /**
   * Without the part of log q(z | x) that does not go through z, which is 0 on average for the
   * ELBO. As the posterior comes close to the true one, the gradient's variance goes to 0. With the
   * IWAE bound of several draws that part is not 0 on average, so that this estimator is biased
   * (Tucker et al. 2019, section 3): refused there.
   *
   * <p>The graph's {@code GaussianDensityVertex} of log q(z | x) needs {@code
   * stopParameters(true)}.
   *
   * @see <a href="https://arxiv.org/abs/1703.09194">Roeder et al. 2017, equation 8</a>
   */
  STICKING_THE_LANDING,

  /**
   * For the IWAE bound: unbiased, and of a variance that does not drown the gradient as K grows.
   * The loss layer's gradient by log w_k is multiplied by the normalised weight ŵ_k of draw k once
   * more, on its way through z_k; at a KL weight β other than 1, by 1 − β + β ŵ_k.
   *
   * <p>The graph's {@code GaussianDensityVertex} of log q(z | x) needs {@code
   * stopParameters(true)}, and its one {@link GaussianSamplingLayer} needs {@link
   * GaussianSamplingLayer.Builder#doublyReparameterised doublyReparameterised(true)}.
   *
   * @see <a href="https://arxiv.org/abs/1810.04152">Tucker et al. 2019, equation 8</a>
   */
  DOUBLY_REPARAMETERISED
}
