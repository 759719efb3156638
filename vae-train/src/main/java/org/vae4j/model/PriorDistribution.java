package org.vae4j.model;

import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.vae4j.loss.DiagonalGaussian;

/**
 * p(z) as something to draw from: one diagonal Gaussian, or a mixture of several.
 *
 * @param components mean and logVariance, {@code [C, L]} each
 * @param weights C numbers that sum to 1
 */
public record PriorDistribution(DiagonalGaussian components, List<Double> weights) {
  /**
   * Keeps a copy of the list.
   *
   * @throws IllegalArgumentException if there are more or fewer weights than components
   */
  public PriorDistribution {
    weights = List.copyOf(weights);
    if (weights.size() != components.mean().size(0)) {
      throw new IllegalArgumentException(
          "expected a weight for each of %d components, got %d"
              .formatted(components.mean().size(0), weights.size()));
    }
  }

  /** One Gaussian, {@code [1, L]}. */
  static PriorDistribution of(DiagonalGaussian gaussian) {
    return new PriorDistribution(gaussian, List.of(1.0));
  }

  /** A mixture in equal parts. */
  static PriorDistribution inEqualParts(DiagonalGaussian components) {
    int count = Math.toIntExact(components.mean().size(0));
    return new PriorDistribution(components, Collections.nCopies(count, 1.0 / count));
  }

  /** Whether it is one Gaussian. */
  public boolean isGaussian() {
    return weights.size() == 1;
  }

  /**
   * The Gaussian of the same means and variances, unit by unit; of one Gaussian, itself.
   *
   * @return one row, {@code [1, L]}
   */
  public DiagonalGaussian moments() {
    if (isGaussian()) {
      return components;
    }
    INDArray weight = weightColumn();
    INDArray mean = components.mean().mulColumnVector(weight).sum(true, 0);
    INDArray variance =
        Transforms.exp(components.logVariance())
            .addi(Transforms.pow(components.mean().subRowVector(mean), 2))
            .muliColumnVector(weight)
            .sum(true, 0);
    return new DiagonalGaussian(mean, Transforms.log(variance));
  }

  private INDArray weightColumn() {
    return Nd4j.createFromArray(weights.toArray(Double[]::new))
        .castTo(components.mean().dataType())
        .reshape(weights.size(), 1);
  }

  /**
   * Draws of it.
   *
   * @param temperature what standard deviations are multiplied by, 0 or more
   * @return {@code [count, L]}
   */
  public INDArray sample(int count, Random random, double temperature) {
    long units = components.latentSize();
    INDArray noise = Nd4j.randn(random, count, units).castTo(components.mean().dataType());
    INDArray stdDev = Transforms.exp(components.logVariance().mul(0.5)).muli(temperature);
    if (isGaussian()) {
      return noise.muliRowVector(stdDev).addiRowVector(components.mean());
    }
    int[] chosen = choose(count, random);
    return noise.muli(stdDev.getRows(chosen)).addi(components.mean().getRows(chosen));
  }

  /** A component for each draw, by the weights. */
  private int[] choose(int count, Random random) {
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      double left = random.nextDouble();
      int c = 0;
      while (c < weights.size() - 1 && left >= weights.get(c)) {
        left -= weights.get(c++);
      }
      chosen[i] = c;
    }
    return chosen;
  }
}
