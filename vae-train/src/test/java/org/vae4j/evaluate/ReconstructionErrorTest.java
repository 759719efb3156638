package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionErrorTest {
  @Test
  void averagesEachImagesOwn() {
    ReconstructionError.Sum sum = new ReconstructionError.Sum();
    float root = (float) Math.sqrt(2e-3);
    sum.add(new float[] {0, 1}, new float[] {0.1f, 0.9f}); // mse 0.01, 20 dB
    sum.add(new float[] {0.5f, 0.5f}, new float[] {0.5f, 0.5f + root}); // 0.001, 30 dB
    // Floats near 1 lie 6e-8 apart, which is 1.3e-6 of the root's 0.045, twice that of its square
    // and 4.34 times that again in dB.
    assertThat(sum.mean().mse()).isCloseTo(0.0055, within(1e-8));
    assertThat(sum.mean().psnr()).isCloseTo(25, within(2e-5));
  }

  @Test
  void isInfiniteWhereNothingIsWrong() {
    ReconstructionError.Sum sum = new ReconstructionError.Sum();
    sum.add(new float[] {0.25f}, new float[] {0.25f});
    assertThat(sum.mean()).isEqualTo(new ReconstructionError(0, Double.POSITIVE_INFINITY));
  }

  @Test
  void knowsNoPeakOutsideOfTheUnitInterval() {
    for (float outside : new float[] {-0.5f, 1.5f}) {
      ReconstructionError.Sum sum = new ReconstructionError.Sum();
      sum.add(new float[] {0.5f}, new float[] {0.25f});
      sum.add(new float[] {outside}, new float[] {outside + 0.25f});
      assertThat(sum.mean()).isEqualTo(new ReconstructionError(0.0625, Double.NaN));
    }
  }
}
