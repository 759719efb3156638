package org.vae4j.settings;

/** The noises that make pixels continuous, by name. */
public enum DequantisationName {
  NONE,
  /** As wide as one of 256 levels. */
  UNIFORM
}
