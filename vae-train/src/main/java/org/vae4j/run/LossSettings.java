package org.vae4j.run;

/** What is minimised. */
public record LossSettings(
    @Setting(
            value =
                "p(x given z): bernoulli, continuous-bernoulli, gaussian (unit variance), "
                    + "gaussian-shared-variance, gaussian-learned-variance, laplace (unit scale), "
                    + "discretised-logistic (256 levels), poisson (counts)",
            label = "NAME")
        LikelihoodName likelihood,
    @Setting(value = "weight of the KL term, the beta of a beta-VAE", label = "W") double klWeight,
    @Setting(value = "raise the KL weight from 0 over the first EPOCHS", label = "EPOCHS")
        int klWarmup) {
  private static final int LONGEST_WARMUP = 1_000_000;

  static final LossSettings DEFAULTS = new LossSettings(LikelihoodName.BERNOULLI, 1.0, 0);

  public LossSettings {
    Ranges.require(
        klWeight >= 0 && klWeight < Double.POSITIVE_INFINITY,
        "kl-weight",
        "a finite number of at least 0",
        klWeight);
    Ranges.require(
        klWarmup >= 0 && klWarmup <= LONGEST_WARMUP,
        "kl-warmup",
        "0 to " + LONGEST_WARMUP,
        klWarmup);
  }
}
