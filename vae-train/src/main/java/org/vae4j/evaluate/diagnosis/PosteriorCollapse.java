package org.vae4j.evaluate.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hardly any latent unit says anything of x. */
final class PosteriorCollapse implements Check {
  /** Of all units, at most so many. */
  private static final double HARDLY_ANY = 0.05;

  /** What a single unit that matters is worth, in nats. */
  private static final double LEAST_KL = 0.5;

  /** Updates so long leave the units of a new network dead, whatever the KL costs. */
  private static final double FAST = 5e-3;

  private static final double FREE_BITS = 0.1;

  @Override
  public Optional<Finding> look(Evidence evidence) {
    return evidence.latent().flatMap(latent -> look(evidence, latent));
  }

  private static Optional<Finding> look(Evidence evidence, LatentUse latent) {
    boolean hardlyAny =
        latent.activeUnits() <= HARDLY_ANY * latent.units() || latent.totalKl() < LEAST_KL;
    boolean untrained =
        new TooFewUpdates().look(evidence).isPresent() || new Unstable().look(evidence).isPresent();
    if (!hardlyAny
        || untrained
        || evidence.fit().hidesDetails()
        || !evidence.data().hasStructure()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "posterior-collapse",
            String.format(
                Locale.ROOT,
                "%d of %s are active, the KL is %.2f nats: the decoder does without z",
                latent.activeUnits(),
                Counted.of(latent.units(), "latent unit"),
                latent.totalKl()),
            advice(evidence.setup(), evidence.course().epochs())));
  }

  /** The two most likely to help of what is not set yet. */
  private static List<String> advice(Setup setup, int epochs) {
    Setup.KlTerm kl = setup.kl();
    if (kl.capacity() > 0) {
      return List.of(Flag.of("capacity", 2 * kl.capacity()));
    }
    List<String> advice = new ArrayList<>();
    if (setup.updates().learningRate() > FAST) {
      advice.add("--learning-rate 0.001");
    }
    if (kl.weight() > 1) {
      advice.add("--kl-weight 1");
    }
    int fifth = Math.max(1, epochs / 5);
    if (kl.warmup() < fifth) {
      advice.add(Flag.of("kl-warmup", fifth));
    }
    if (kl.closedForm()) {
      advice.add(Flag.of("free-bits", kl.freeBits() == 0 ? FREE_BITS : 2 * kl.freeBits()));
    }
    if (kl.weight() <= 1) {
      advice.add(Flag.of("kl-weight", kl.weight() / 2));
    }
    return advice.subList(0, Math.min(2, advice.size()));
  }
}
