package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hardly any latent unit says anything of x. */
final class PosteriorCollapse implements Check {
  /** Of all units, at most so many. */
  private static final double HARDLY_ANY = 0.05;

  /** What a single unit that matters is worth, in nats. */
  private static final double LEAST_KL = 0.5;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    LatentUse latent = evidence.latent();
    boolean hardlyAny =
        latent.activeUnits() <= HARDLY_ANY * latent.units() || latent.totalKl() < LEAST_KL;
    if (!hardlyAny || !evidence.data().hasStructure()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "posterior-collapse",
            String.format(
                Locale.ROOT,
                "%d of %d latent units are active, the KL is %.2f nats: the decoder does without z",
                latent.activeUnits(),
                latent.units(),
                latent.totalKl()),
            List.of(
                "--kl-warmup with a fifth of the epochs",
                "--free-bits 0.1, or a lower --kl-weight")));
  }
}
