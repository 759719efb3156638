package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionErrorTest {
  @Test
  void averagesEachImagesOwn() {
    ReconstructionError.Sum sum = new ReconstructionError.Sum();
    sum.add(new double[] {0, 1}, new double[] {0.1, 0.9}); // mse 0.01, 20 dB
    sum.add(new double[] {0.5, 0.5}, new double[] {0.5, 0.5 + Math.sqrt(2e-3)}); // 0.001, 30 dB
    assertThat(sum.mean().mse()).isCloseTo(0.0055, within(1e-12));
    assertThat(sum.mean().psnr()).isCloseTo(25, within(1e-9));
  }

  @Test
  void isInfiniteWhereNothingIsWrong() {
    ReconstructionError.Sum sum = new ReconstructionError.Sum();
    sum.add(new double[] {0.25}, new double[] {0.25});
    assertThat(sum.mean()).isEqualTo(new ReconstructionError(0, Double.POSITIVE_INFINITY));
  }
}
