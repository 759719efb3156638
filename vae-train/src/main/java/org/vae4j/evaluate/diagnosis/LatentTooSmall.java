package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every latent unit is in full use: more would be used too. */
final class LatentTooSmall implements Check {
  /** A unit is in full use from so many nats on. */
  private static final double FULL = 1;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    LatentUse latent = evidence.latent();
    if (latent.activeUnits() < latent.units() || latent.leastKl() < FULL) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "latent-too-small",
            String.format(
                Locale.ROOT,
                "all %d latent units are active, the least of them with %.2f nats of KL",
                latent.units(),
                latent.leastKl()),
            List.of("--latent " + 2 * latent.units())));
  }
}
