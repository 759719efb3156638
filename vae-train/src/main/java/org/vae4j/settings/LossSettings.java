package org.vae4j.settings;

import org.vae4j.refusal.Ranges;

/** What is minimised. */
public record LossSettings(
    @Setting(
            value =
                "p(x given z): bernoulli, continuous-bernoulli, gaussian (unit variance), "
                    + "gaussian-shared-variance, gaussian-constant-variance, "
                    + "gaussian-learned-variance, laplace (unit scale), "
                    + "discretised-logistic (256 levels), poisson (counts), mixed or table (each column of a"
                    + " table by its kind; table has one learned noise for each column), or auto (by"
                    + " the data)",
            label = "NAME")
        LikelihoodName likelihood,
    @Setting(value = "weight of the KL term, the beta of a beta-VAE", label = "W") double klWeight,
    @Setting(
            value = "raise the KL weight from 0 over the first EPOCHS, or auto (by the data)",
            label = "EPOCHS")
        int klWarmup,
    @Setting(
            value = "raise the KL weight from 0 anew every EPOCHS, over the first half of them",
            label = "EPOCHS")
        int klCycle,
    @Setting(value = "a latent unit whose KL is below NATS costs NATS", label = "NATS")
        double freeBits,
    @Setting(
            value =
                "hold the KL at NATS: the penalty is how far it is from there, times the capacity weight",
            label = "NATS")
        double capacity,
    @Setting(
            value = "raise the capacity from 0 over the first EPOCHS; 0: over the whole run",
            label = "EPOCHS")
        int capacityEpochs,
    @Setting(value = "what the distance from the capacity is multiplied by", label = "W")
        double capacityWeight) {
  private static final int LONGEST_WARMUP = 1_000_000;

  /** The paper's gamma: Burgess et al. 2018. */
  private static final double CAPACITY_WEIGHT = 1000;

  static final LossSettings DEFAULTS =
      new LossSettings(LikelihoodName.BERNOULLI, 1, 0, 0, 0, 0, 0, CAPACITY_WEIGHT);

  public LossSettings {
    requireAmount("kl-weight", klWeight);
    requireEpochs("kl-warmup", klWarmup);
    requireEpochs("kl-cycle", klCycle);
    requireAmount("free-bits", freeBits);
    requireAmount("capacity", capacity);
    requireEpochs("capacity-epochs", capacityEpochs);
    requireAmount("capacity-weight", capacityWeight);
    Ranges.require(klWarmup == 0 || klCycle == 0, "kl-cycle", "none beside --kl-warmup", klCycle);
    Ranges.require(
        capacity == 0 || (klWeight == 1 && klWarmup == 0 && klCycle == 0),
        "capacity",
        "none beside --kl-weight, --kl-warmup or --kl-cycle (--capacity-weight weighs it)",
        capacity);
    Ranges.require(
        capacity > 0 || (capacityEpochs == 0 && capacityWeight == CAPACITY_WEIGHT),
        "capacity",
        "one above 0 with --capacity-epochs or --capacity-weight",
        capacity);
  }

  /**
   * After how many epochs the objective no longer moves.
   *
   * @param horizonEpochs the length of a schedule over the whole run
   */
  public int settledAfter(int horizonEpochs) {
    if (capacity > 0) {
      return capacityEpochs == 0 ? horizonEpochs : capacityEpochs;
    }
    if (klCycle > 0) {
      // The last cycle rises over its first half.
      return (horizonEpochs - 1) / klCycle * klCycle + (klCycle + 1) / 2;
    }
    return klWarmup;
  }

  private static void requireAmount(String name, double value) {
    Ranges.require(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        name,
        "a finite number of at least 0",
        value);
  }

  private static void requireEpochs(String name, int value) {
    Ranges.require(value >= 0 && value <= LONGEST_WARMUP, name, "0 to " + LONGEST_WARMUP, value);
  }
}
