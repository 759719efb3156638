package org.vae4j.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * N independent Gaussians with L independent units each: N(mean, diag exp(logVariance)).
 *
 * @param mean {@code [N, L]}
 * @param logVariance {@code [N, L]}, the natural logarithm of the variance σ²
 */
public record DiagonalGaussian(INDArray mean, INDArray logVariance) {
  /**
   * @throws IllegalArgumentException if the two are no matrices of one shape
   */
  public DiagonalGaussian {
    if (mean.rank() != 2 || !Arrays.equals(mean.shape(), logVariance.shape())) {
      throw new IllegalArgumentException(
          "expected mean and logVariance of one shape [N, L], got "
              + Arrays.toString(mean.shape())
              + " and "
              + Arrays.toString(logVariance.shape()));
    }
  }

  /**
   * The Gaussian that an encoder's output describes.
   *
   * @param parameters {@code [N, 2L]}, columns {@code [mean | logVariance]}
   * @return views of the two halves
   * @throws IllegalArgumentException if it is no matrix with an even number of columns
   */
  public static DiagonalGaussian of(INDArray parameters) {
    if (parameters.rank() != 2 || parameters.size(1) % 2 != 0) {
      throw new IllegalArgumentException(
          "expected [N, 2L] = [mean | logVariance], got shape "
              + Arrays.toString(parameters.shape()));
    }
    long latentSize = parameters.size(1) / 2;
    return new DiagonalGaussian(
        parameters.get(NDArrayIndex.all(), NDArrayIndex.interval(0, latentSize)),
        parameters.get(NDArrayIndex.all(), NDArrayIndex.interval(latentSize, 2 * latentSize)));
  }

  /** L, the number of units. */
  public long latentSize() {
    return mean.size(1);
  }
}
