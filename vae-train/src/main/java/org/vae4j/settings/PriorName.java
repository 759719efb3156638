package org.vae4j.settings;

/** The priors that can be asked for by name. */
public enum PriorName {
  /** N(0, I). */
  STANDARD,
  /** A Gaussian whose mean and variance are learned. */
  LEARNED,
  /** A mixture of Gaussians that are learned. */
  MIXTURE,
  /** A mixture of the encoder's posteriors of pseudo-inputs, which are learned. */
  VAMP;

  /** Whether it is one Gaussian, so that the KL divergence from a Gaussian has a closed form. */
  public boolean isGaussian() {
    return this == STANDARD || this == LEARNED;
  }
}
