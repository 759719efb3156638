package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.SmallVae;
import org.vae4j.model.Vae;

class DrawnMomentsTest {
  private static final int EXAMPLES = 250;

  private final INDArray x = Nd4j.rand(DataType.FLOAT, EXAMPLES, SmallVae.SHAPE.size());
  private final Vae vae = SampledVae.withFlow();

  /**
   * Units that are N(0, 1) before the flow, which adds relu(z₀) to unit 1: its mean is 1/√2π, where
   * the mean of the Gaussian goes to 0. E[relu²] = ½, so that its variance is 1 + ½ − 1/2π.
   */
  @Test
  void areThoseOfWhatTheFlowMakesOfTheDraws() {
    vae.net().getLayer("posterior").getParam("W").assign(0);
    vae.net().getLayer("flow").getParam("w1").assign(1);
    vae.net().getLayer("flow").getParam("w2").putScalar(0, 0, 1);

    DrawnMoments.Moments moments = new DrawnMoments(vae).next(x);

    assertThat(vae.latent(x).maxNumber().doubleValue()).isZero();
    // 25,000 draws of deviation 1.16 have a mean within 0.0073; four of them.
    double mean = 1 / Math.sqrt(2 * Math.PI);
    assertThat(average(moments.mean(), 1)).isCloseTo(mean, within(0.03));
    assertThat(average(moments.mean(), 2)).isCloseTo(0, within(0.03));
    // Squares of near normal draws have a deviation of √2 times the variance; four standard errors.
    assertThat(average(moments.variance(), 1)).isCloseTo(1.5 - mean * mean, within(0.06));
    assertThat(average(moments.variance(), 0)).isCloseTo(1, within(0.04));
  }

  @Test
  void goByThePlaceInTheData() {
    List<double[]> whole = new DrawnMoments(vae).next(x).mean();

    DrawnMoments moments = new DrawnMoments(vae);
    List<double[]> parts = new ArrayList<>();
    for (int from = 0; from < EXAMPLES; from += 50) {
      INDArray part = x.get(NDArrayIndex.interval(from, from + 50), NDArrayIndex.all());
      parts.addAll(moments.next(part).mean());
    }

    for (int i = 0; i < EXAMPLES; i++) {
      // The rounding of matrix products in float of another shape.
      assertThat(parts.get(i)).containsExactly(whole.get(i), within(1e-5));
    }
    assertThat(whole.get(0)).isNotEqualTo(new DrawnMoments(vae).next(x.getRows(1)).mean().get(0));
  }

  private static double average(List<double[]> values, int unit) {
    return values.stream().mapToDouble(row -> row[unit]).average().orElseThrow();
  }
}
