package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Samples are drawn from where the decoder learned little. */
final class PoorSamples implements Check {
  /** For each active unit, in nats. */
  private static final double FAR = 0.15;

  private static final double LEAST_NATS = 1;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    LatentUse latent = evidence.latent();
    if (latent.aggregateKl() <= Math.max(LEAST_NATS, FAR * latent.activeUnits())) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "poor-samples",
            String.format(
                Locale.ROOT,
                "the codes of the data taken together are %.1f nats from the prior that samples are drawn from",
                latent.aggregateKl()),
            List.of("--kl-weight 1", "train longer: --epochs auto")));
  }
}
