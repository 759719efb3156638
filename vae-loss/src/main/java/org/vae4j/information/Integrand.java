package org.vae4j.information;

/** A function to be integrated that knows how precisely it can be computed. */
@FunctionalInterface
interface Integrand {

  /** The value at x, with the size of its rounding error; the value may be +∞. */
  Estimate at(double x);
}
