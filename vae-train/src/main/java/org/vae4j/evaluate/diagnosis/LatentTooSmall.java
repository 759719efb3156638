package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every latent unit is in full use: more would be used too. */
final class LatentTooSmall implements Check {
  /**
   * A unit is in full use from so many nats on, as the objective counts them: where the KL has a
   * small weight, units take up noise as well, and many nats say little.
   */
  private static final double FULL = 1;

  /** Where the model over-fits, more units would learn more by heart. */
  @Override
  public Optional<Finding> look(Evidence evidence) {
    return isInFullUse(evidence) && new OverFitting().look(evidence).isEmpty()
        ? evidence.latent().map(LatentTooSmall::found)
        : Optional.empty();
  }

  static boolean isInFullUse(Evidence evidence) {
    double weight = Math.min(1, evidence.setup().kl().weight());
    return !evidence.fit().isTooNarrow()
        && evidence
            .latent()
            .filter(latent -> latent.activeUnits() == latent.units())
            .filter(latent -> weight * latent.leastKl() >= FULL)
            .isPresent();
  }

  private static Finding found(LatentUse latent) {
    return new Finding(
        "latent-too-small",
        String.format(
            Locale.ROOT,
            "all of %s are active, the least of them with %.2f nats of KL",
            Counted.of(latent.units(), "latent unit"),
            latent.leastKl()),
        List.of(Flag.of("latent", 2 * latent.units())));
  }
}
