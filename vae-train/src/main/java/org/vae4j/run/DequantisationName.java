package org.vae4j.run;

/** The noises that make pixels continuous, by name. */
public enum DequantisationName {
  NONE,
  /** As wide as one of 256 levels. */
  UNIFORM
}
