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
    boolean hardlyAny =
        evidence.latent().map(PosteriorCollapse::isHardlyUsed).orElse(evidence.kl() < LEAST_KL);
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
            evidence.latent().map(PosteriorCollapse::activeUnits).orElse("")
                + String.format(
                    Locale.ROOT,
                    "the KL is %.2f nats: the decoder does without z",
                    evidence.latent().map(LatentUse::totalKl).orElse(Math.max(0, evidence.kl()))),
            advice(evidence.setup(), evidence.course().epochs())));
  }

  private static boolean isHardlyUsed(LatentUse latent) {
    return latent.activeUnits() <= HARDLY_ANY * latent.units() || latent.totalKl() < LEAST_KL;
  }

  private static String activeUnits(LatentUse latent) {
    return "%d of %s are active, "
        .formatted(latent.activeUnits(), Counted.of(latent.units(), "latent unit"));
  }

  /** The two most likely to help of what is not set yet. */
  private static List<String> advice(Setup setup, int epochs) {
    Setup.KlTerm kl = setup.kl();
    if (kl.capacity() > 0) {
      return List.of(Flag.of("capacity", 2 * kl.capacity()));
    }
    List<String> advice = new ArrayList<>();
    if (setup.saturates() && !kl.closedForm() && kl.learnedPrior()) {
      // Such a prior follows q(z | x) wherever it drifts, until all hidden units are saturated.
      advice.add("--activation relu");
    }
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
