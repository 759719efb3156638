package org.vae4j.train;

/**
 * How often {@link ReduceOnPlateau} has lowered the learning rate.
 *
 * @param count how often
 * @param epoch after which it last did, counts from 1; 0 if it never did
 */
public record RateReductions(int count, int epoch) {
  public static final RateReductions NONE = new RateReductions(0, 0);
}
