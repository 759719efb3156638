package org.vae4j.evaluate;

/**
 * How far the mean of p(x | z) at the mean of q(z | x) is from x.
 *
 * @param mse squared error, averaged over features and examples
 * @param psnr peak signal-to-noise ratio for values in [0, 1], 10 log₁₀(1 / mse) in dB, averaged
 *     over examples; infinite if one is reproduced exactly
 */
public record ReconstructionError(double mse, double psnr) {
  /** The two of some examples, one by one. */
  static final class Sum {
    private double mse;
    private double psnr;
    private long count;

    /** Takes one more in. */
    void add(double[] x, double[] reconstruction) {
      double squares = 0;
      for (int j = 0; j < x.length; j++) {
        double distance = x[j] - reconstruction[j];
        squares += distance * distance;
      }
      count++;
      mse += squares / x.length;
      psnr += -10 * Math.log10(squares / x.length);
    }

    ReconstructionError mean() {
      return new ReconstructionError(mse / count, psnr / count);
    }
  }
}
