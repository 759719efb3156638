package org.vae4j.evaluate;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.vae4j.model.MixturePrior;

/**
 * log p(z) in nats, of the units together and one by one:
 *
 * <pre>
 * log p(z)  = log Σ_c w_c Πⱼ N(zⱼ; mean_cj, variance_cj)
 * log p(zⱼ) = log Σ_c w_c    N(zⱼ; mean_cj, variance_cj)
 * </pre>
 */
final class PriorDensity {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private final double[][] mean;
  private final double[][] logVariance;
  private final double[] logWeights;

  PriorDensity(MixturePrior prior) {
    mean = prior.components().mean().toDoubleMatrix();
    logVariance = prior.components().logVariance().toDoubleMatrix();
    logWeights = prior.weights().stream().mapToDouble(Math::log).toArray();
  }

  /** log p(z) of all units together. */
  double joint(double[] z) {
    return overComponents(
        c -> IntStream.range(0, z.length).mapToDouble(j -> ofUnit(c, j, z[j])).sum());
  }

  /** Σⱼ log p(zⱼ): the same as the joint one where there is one component. */
  double marginals(double[] z) {
    return IntStream.range(0, z.length)
        .mapToDouble(j -> overComponents(c -> ofUnit(c, j, z[j])))
        .sum();
  }

  private double overComponents(IntToDoubleFunction logDensity) {
    double[] logs =
        IntStream.range(0, logWeights.length)
            .mapToDouble(c -> logWeights[c] + logDensity.applyAsDouble(c))
            .toArray();
    double greatest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      greatest = Math.max(greatest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - greatest);
    }
    return greatest + Math.log(sum);
  }

  private double ofUnit(int component, int unit, double z) {
    double distance = z - mean[component][unit];
    double logVariance = this.logVariance[component][unit];
    return -0.5 * (LOG_2_PI + logVariance + distance * distance * Math.exp(-logVariance));
  }
}
