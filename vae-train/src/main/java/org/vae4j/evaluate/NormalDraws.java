package org.vae4j.evaluate;

import java.util.SplittableRandom;
import org.vae4j.random.RandomKey;

/**
 * Draws from N(0, 1) by a key: the same bits on every machine and JDK.
 *
 * @see <a href="https://doi.org/10.1137/1006063">Marsaglia &amp; Bray 1964, the polar method</a>
 */
final class NormalDraws {
  /** The 53 bits of a double in [0, 1). */
  private static final double UNIT = 0x1p-53;

  private final SplittableRandom generator;
  private double second;
  private boolean hasSecond;

  NormalDraws(RandomKey key) {
    generator = key.generator();
  }

  double next() {
    if (hasSecond) {
      hasSecond = false;
      return second;
    }
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        // StrictMath, since a draw must not depend on the machine.
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        second = v * scale;
        hasSecond = true;
        return u * scale;
      }
    }
  }

  private double uniform() {
    return (generator.nextLong() >>> 11) * UNIT;
  }
}
