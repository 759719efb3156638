package org.vae4j.loss;

import java.util.List;

/**
 * The negative ELBO of one example by name, in nats, whatever the KL weight is.
 *
 * @param reconstruction −log p(x | z), summed over features
 * @param klPerUnit KL(q(z | x) ‖ p(z)) of each latent unit, L values
 */
public record ExampleTerms(double reconstruction, List<Double> klPerUnit) {
  public ExampleTerms {
    klPerUnit = List.copyOf(klPerUnit);
  }

  /** KL(q(z | x) ‖ p(z)), summed over latent units. */
  public double kl() {
    return klPerUnit.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The negative ELBO. */
  public double total() {
    return reconstruction + kl();
  }
}
