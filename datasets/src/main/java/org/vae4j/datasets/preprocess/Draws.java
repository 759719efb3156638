package org.vae4j.datasets.preprocess;

import java.util.SplittableRandom;
import org.vae4j.random.RandomKey;

/**
 * Which random numbers an example gets.
 *
 * @param key what they are drawn from
 * @param everyEpoch whether they are others in every epoch
 */
public record Draws(RandomKey key, boolean everyEpoch) {
  private static final int FLOAT_BITS = 24;

  /**
   * Draws that an example keeps for ever: the same numbers in every epoch.
   *
   * @param key what they are drawn from
   */
  public static Draws once(RandomKey key) {
    return new Draws(key, false);
  }

  /**
   * Draws that are made anew at each use: other numbers in every epoch.
   *
   * @param key what they are drawn from
   */
  public static Draws everyEpoch(RandomKey key) {
    return new Draws(key, true);
  }

  SplittableRandom of(int epoch, int row) {
    return (everyEpoch ? key.with(epoch) : key).with(row).generator();
  }

  /** The next number of [0, 1): a multiple of 2⁻²⁴, all of them equally likely. */
  static float uniform(SplittableRandom generator) {
    return (generator.nextLong() >>> (Long.SIZE - FLOAT_BITS)) * 0x1p-24f;
  }
}
