package org.vae4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The first term of the loss of a variational autoencoder: what a decoder's output {@code [N, P]}
 * costs when the data are {@code [N, D]}, summed over features.
 */
public interface ReconstructionTerm {
  /** P, how many decoder outputs describe D features. */
  long parameterCount(long features);

  /**
   * D, how many features P decoder outputs describe: the inverse of {@link #parameterCount}.
   *
   * @throws IllegalArgumentException if no number of features needs so many outputs
   */
  long featureCount(long parameters);

  /**
   * The x that the decoder's output stands for: the mean, where there is a distribution.
   *
   * @param parameters {@code [N, P]}
   * @return {@code [N, D]}
   */
  INDArray mean(INDArray parameters);

  /**
   * A pass over a batch, example by example.
   *
   * @param owner who asks, for messages
   * @param x {@code [N, D]}
   * @param parameters the decoder's output {@code [N, P]}, FLOAT or DOUBLE
   * @param mask {@code [N, 1]}, {@code [N, D]} or null
   * @throws IllegalArgumentException if the shapes do not fit
   */
  ReconstructionPass over(String owner, INDArray x, INDArray parameters, INDArray mask);
}
