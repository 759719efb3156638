package org.vae4j.evaluate.diagnosis;

import java.util.ArrayList;
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
    return evidence.latent().flatMap(latent -> look(evidence, latent));
  }

  private static Optional<Finding> look(Evidence evidence, LatentUse latent) {
    boolean untrained =
        new TooFewUpdates().look(evidence).isPresent() || new Unstable().look(evidence).isPresent();
    if (untrained || latent.aggregateKl() <= Math.max(LEAST_NATS, FAR * latent.activeUnits())) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "poor-samples",
            String.format(
                Locale.ROOT,
                "the codes of the data taken together are %.1f nats from the prior that samples are drawn from",
                latent.aggregateKl()),
            advice(evidence.setup(), latent.units())));
  }

  /** The two most likely to help of what is not set yet. */
  private static List<String> advice(Setup setup, int units) {
    Setup.KlTerm kl = setup.kl();
    List<String> advice = new ArrayList<>();
    if (kl.weight() < 1) {
      advice.add("--kl-weight 1");
    }
    if (kl.freeBits() > 0) {
      advice.add("--free-bits 0");
    }
    if (kl.capacity() > 0) {
      advice.add("--capacity 0");
    }
    if (kl.warmup() > 0) {
      // Units that took up noise while it cost nothing seldom let go of it.
      advice.add("--kl-warmup 0");
    }
    if (!setup.updates().untilItStalls()) {
      advice.add("--epochs auto");
    }
    if (!kl.learnedPrior()) {
      advice.add("--prior learned");
    }
    advice.add(Flag.of("latent", 2 * units));
    return advice.subList(0, Math.min(2, advice.size()));
  }
}
