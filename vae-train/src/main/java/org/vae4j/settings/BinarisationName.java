package org.vae4j.settings;

/** The ways to make 0 and 1 of values between them, by name. */
public enum BinarisationName {
  NONE,
  /** 1 from one half on. */
  THRESHOLD,
  /** Drawn once: one set of 0 and 1, whatever the seed of the run. */
  STATIC,
  /** Train drawn anew in every epoch; validation and test are those of {@link #STATIC}. */
  DYNAMIC
}
