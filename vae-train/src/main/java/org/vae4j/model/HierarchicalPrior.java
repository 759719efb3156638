package org.vae4j.model;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.vae4j.loss.DiagonalGaussian;

/**
 * p(z) of two levels, which a network makes of N(0, I):
 *
 * <pre>
 * p(z) = ∫ p(z | u) N(u; 0, I) du
 * </pre>
 *
 * <p>It is drawn from level by level: u first, then z. Its density has no closed form.
 */
final class HierarchicalPrior implements PriorDistribution {
  /** Of u, for the moments: their errors are then about a hundredth of a standard deviation. */
  private static final int DRAWS = 10_000;

  private static final long SEED = 1;

  private final GraphPart lower;
  private final int upperSize;
  private final DataType dataType;

  /**
   * @param lower from u to p(z | u)
   * @param upperSize how many units u has
   * @param dataType of the network
   */
  HierarchicalPrior(GraphPart lower, int upperSize, DataType dataType) {
    this.lower = lower;
    this.upperSize = upperSize;
    this.dataType = dataType;
  }

  /** p(z | u) of so many u. */
  private DiagonalGaussian given(int count, Random random, double temperature) {
    return DiagonalGaussian.of(lower.output(noise(count, upperSize, random).muli(temperature)));
  }

  private INDArray noise(int count, long units, Random random) {
    return Nd4j.randn(random, count, units).castTo(dataType);
  }

  /** Estimated from ten thousand u, always the same ones. */
  @Override
  public DiagonalGaussian moments() {
    return MixturePrior.inEqualParts(
            given(DRAWS, Nd4j.getRandomFactory().getNewRandomInstance(SEED), 1))
        .moments();
  }

  @Override
  public INDArray sample(int count, Random random, double temperature) {
    DiagonalGaussian given = given(count, random, temperature);
    return Transforms.exp(given.logVariance().mul(0.5))
        .muli(temperature)
        .muli(noise(count, given.latentSize(), random))
        .addi(given.mean());
  }
}
