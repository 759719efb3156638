package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Optional;

/** Most latent units were asked for in vain. */
final class UnusedUnits implements Check {
  /** Of fewer units it costs nothing that some are idle. */
  private static final int MANY = 32;

  private static final double FEW = 0.4;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    return evidence.latent().flatMap(latent -> look(evidence, latent));
  }

  private static Optional<Finding> look(Evidence evidence, LatentUse latent) {
    boolean collapsed = new PosteriorCollapse().look(evidence).isPresent();
    boolean structure = evidence.data().hasStructure();
    if (collapsed
        || !structure
        || latent.units() < MANY
        || latent.activeUnits() >= FEW * latent.units()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "unused-units",
            "%d of %s are active"
                .formatted(latent.activeUnits(), Counted.of(latent.units(), "latent unit")),
            List.of(Flag.of("latent", Math.max(2, latent.activeUnits() * 3 / 2)))));
  }
}
