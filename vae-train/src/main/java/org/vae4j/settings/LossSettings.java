package org.vae4j.settings;

import java.util.Objects;
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
    @Setting(
            value = "the bound of log p(x): elbo, or iwae, which weighs several draws",
            label = "NAME")
        Objective objective,
    @Setting(value = "how many z are drawn for each example in training", label = "K") int draws,
    @Setting(
            value =
                "how the encoder's gradient is estimated: standard, stl (sticking the landing, for the"
                    + " elbo) or dreg (doubly reparameterised, for the iwae)",
            label = "NAME")
        Gradient gradient,
    @Setting(
            value =
                "a penalty of the aggregate posterior: none, total-correlation (beta-TCVAE), dip1 or dip2"
                    + " (DIP-VAE), mmd (InfoVAE)",
            label = "NAME")
        Penalty penalty,
    @Setting(value = "what the penalty is multiplied by", label = "W") double penaltyWeight,
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
  /** The bounds that can be asked for by name. */
  public enum Objective {
    /** The evidence lower bound, averaged over the draws. */
    ELBO,
    /** The importance weighted bound. */
    IWAE
  }

  /** The estimators of the encoder's gradient that can be asked for by name. */
  public enum Gradient {
    /** Through all that depends on z and on the posterior. */
    STANDARD,
    /** Sticking the landing: not through the posterior's own parameters. */
    STL,
    /** The doubly reparameterised one. */
    DREG
  }

  /** The penalties that can be asked for by name. */
  public enum Penalty {
    /** None. */
    NONE,
    /** The total correlation of the aggregate posterior. */
    TOTAL_CORRELATION,
    /** The covariance of the posteriors' means. */
    DIP1,
    /** The covariance of the aggregate posterior. */
    DIP2,
    /** How far draws of the posterior are from draws of the prior. */
    MMD
  }

  private static final int LONGEST_WARMUP = 1_000_000;
  private static final int MOST_DRAWS = 10_000;

  /** The paper's gamma: Burgess et al. 2018. */
  private static final double CAPACITY_WEIGHT = 1000;

  static final LossSettings DEFAULTS =
      new LossSettings(
          LikelihoodName.BERNOULLI,
          Objective.ELBO,
          1,
          Gradient.STANDARD,
          Penalty.NONE,
          1,
          1,
          0,
          0,
          0,
          0,
          0,
          CAPACITY_WEIGHT);

  public LossSettings {
    objective = Objects.requireNonNullElse(objective, Objective.ELBO);
    gradient = Objects.requireNonNullElse(gradient, Gradient.STANDARD);
    penalty = Objects.requireNonNullElse(penalty, Penalty.NONE);
    Ranges.require(draws >= 1 && draws <= MOST_DRAWS, "draws", "1 to " + MOST_DRAWS, draws);
    requireAmount("penalty-weight", penaltyWeight);
    Ranges.require(
        penalty != Penalty.NONE || penaltyWeight == 1,
        "penalty",
        "one with --penalty-weight",
        "none");
    Ranges.require(
        objective != Objective.IWAE || draws > 1,
        "draws",
        "at least 2 with --objective iwae: of one draw it is the elbo",
        draws);
    Ranges.require(
        gradient != Gradient.STL || objective == Objective.ELBO || draws == 1,
        "gradient",
        "dreg or standard beside --objective iwae: with it stl is biased",
        "stl");
    Ranges.require(
        gradient != Gradient.DREG || objective == Objective.IWAE,
        "gradient",
        "stl or standard beside --objective elbo: dreg is for the iwae",
        "dreg");
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
