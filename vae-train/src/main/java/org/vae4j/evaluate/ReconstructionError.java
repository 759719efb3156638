package org.vae4j.evaluate;

/**
 * How far the mean of p(x | z) at the mean of q(z | x) is from x, in the units that the data are
 * stored in; pixels are in [0, 1].
 *
 * @param mse squared error, averaged over features and examples
 * @param psnr peak signal-to-noise ratio for values in [0, 1], 10 log₁₀(1 / mse) in dB, averaged
 *     over examples; infinite if one is reproduced exactly, NaN if a value of x is outside of [0,
 *     1], so that it has no peak
 */
public record ReconstructionError(double mse, double psnr) {
  /** What units that were changed and restored may have lost to rounding. */
  private static final double ROUNDING = 1e-4;

  /** The two of some examples, one by one. */
  static final class Sum {
    private double mse;
    private double psnr;
    private long count;

    /** Takes one more in. */
    void add(float[] x, float[] reconstruction) {
      double squares = 0;
      boolean hasPeak = true;
      for (int j = 0; j < x.length; j++) {
        hasPeak &= x[j] >= -ROUNDING && x[j] <= 1 + ROUNDING;
        double distance = (double) x[j] - reconstruction[j];
        squares += distance * distance;
      }
      count++;
      mse += squares / x.length;
      psnr += hasPeak ? -10 * Math.log10(squares / x.length) : Double.NaN;
    }

    ReconstructionError mean() {
      return new ReconstructionError(mse / count, psnr / count);
    }
  }
}
