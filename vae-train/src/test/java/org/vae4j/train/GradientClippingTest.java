package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.vae4j.SmallVae;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.model.Vae;

class GradientClippingTest {
  private static final int BATCH = 8;

  /** Of a float that was scaled: one rounding, relative. */
  private static final double ROUNDING = 1e-7;

  @Test
  void boundsEachElement() {
    double[] free = step(OptionalDouble.empty(), OptionalDouble.empty());
    double bound = 0.3 * max(free);
    double[] clipped = step(OptionalDouble.of(bound), OptionalDouble.empty());
    for (int i = 0; i < free.length; i++) {
      assertThat(clipped[i])
          .isCloseTo(Math.max(-bound, Math.min(bound, free[i])), within(ROUNDING * bound));
    }
  }

  @Test
  void boundsTheNormOverAllLayersAndKeepsTheDirection() {
    double[] free = step(OptionalDouble.empty(), OptionalDouble.empty());
    double bound = norm(free) / 3;
    double[] clipped = step(OptionalDouble.empty(), OptionalDouble.of(bound));
    assertThat(norm(clipped)).isCloseTo(bound, within(ROUNDING * bound));
    for (int i = 0; i < free.length; i++) {
      assertThat(clipped[i]).isCloseTo(free[i] / 3, within(ROUNDING * Math.abs(free[i])));
    }
  }

  @Test
  void leavesWhatIsWithinBounds() {
    double[] free = step(OptionalDouble.empty(), OptionalDouble.empty());
    assertThat(step(OptionalDouble.of(2 * max(free)), OptionalDouble.of(1.01 * norm(free))))
        .isEqualTo(free);
  }

  @Test
  void boundsElementsFirst() {
    double[] free = step(OptionalDouble.empty(), OptionalDouble.empty());
    double bound = 0.3 * max(free);
    double[] byValue = step(OptionalDouble.of(bound), OptionalDouble.empty());
    double[] both = step(OptionalDouble.of(bound), OptionalDouble.of(norm(byValue) / 2));
    for (int i = 0; i < free.length; i++) {
      assertThat(both[i]).isCloseTo(byValue[i] / 2, within(ROUNDING * bound));
    }
  }

  @Test
  void reachesTheParameters() {
    // Plain gradient descent at rate 1: the step is as long as the clipped gradient.
    ComputationGraph net = net();
    net.addListeners(new GradientClipping(OptionalDouble.empty(), OptionalDouble.of(0.5)));
    double[] before = net.params().data().asDouble().clone();
    fit(net);
    double[] after = net.params().data().asDouble();
    double[] moved =
        IntStream.range(0, before.length).mapToDouble(i -> after[i] - before[i]).toArray();
    // each parameter, around 0.3, is rounded to float: 3e-8 times the root of 1,000 of them
    assertThat(norm(moved)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void refusesBoundsThatAreNone() {
    for (double bound : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(
              () -> new GradientClipping(OptionalDouble.of(bound), OptionalDouble.empty()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> new GradientClipping(OptionalDouble.empty(), OptionalDouble.of(bound)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The gradient of one step after clipping, averaged over the batch. */
  private static double[] step(OptionalDouble value, OptionalDouble norm) {
    ComputationGraph net = net();
    List<double[]> seen = new ArrayList<>();
    net.addListeners(
        new GradientClipping(value, norm),
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            seen.add(model.getGradientsViewArray().div(BATCH).data().asDouble());
          }
        });
    fit(net);
    return seen.get(0);
  }

  private static ComputationGraph net() {
    return Vae.untrained(SmallVae.architecture(3).withUpdater(new Sgd(1))).net();
  }

  private static void fit(ComputationGraph net) {
    Nd4j.getRandom().setSeed(5);
    net.fit(new DatasetIterator.Builder(SmallVae.data(BATCH, 1).train(), BATCH).build().next());
  }

  private static double norm(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static double max(double[] values) {
    double max = 0;
    for (double value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }
}
