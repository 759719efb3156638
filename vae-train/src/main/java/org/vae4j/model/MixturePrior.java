package org.vae4j.model;

import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.vae4j.loss.DiagonalGaussian;

/**
 * p(z) as one diagonal Gaussian, or a mixture of several.
 *
 * @param components mean and logVariance, {@code [C, L]} each
 * @param weights C numbers that sum to 1
 */
public record MixturePrior(DiagonalGaussian components, List<Double> weights)
    implements PriorDistribution {
  /**
   * Keeps a copy of the list.
   *
   * @throws IllegalArgumentException if there are more or fewer weights than components
   */
  public MixturePrior {
    weights = List.copyOf(weights);
    if (weights.size() != components.mean().size(0)) {
      throw new IllegalArgumentException(
          "expected a weight for each of %d components, got %d"
              .formatted(components.mean().size(0), weights.size()));
    }
  }

  /** One Gaussian, {@code [1, L]}. */
  static MixturePrior of(DiagonalGaussian gaussian) {
    return new MixturePrior(gaussian, List.of(1.0));
  }

  /** A mixture in equal parts. */
  static MixturePrior inEqualParts(DiagonalGaussian components) {
    int count = Math.toIntExact(components.mean().size(0));
    return new MixturePrior(components, Collections.nCopies(count, 1.0 / count));
  }

  /** Whether it is one Gaussian. */
  public boolean isGaussian() {
    return weights.size() == 1;
  }

  /** Of one Gaussian, itself. */
  @Override
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

  @Override
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
