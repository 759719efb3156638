package org.vae4j.layers.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class LeanAdamTest {
  /** More than one block of floats, and not a whole number of them. */
  private static final int PARAMETERS = 5000;

  @Test
  void updatesAsAdamDoes() {
    INDArray lean = Nd4j.zeros(DataType.FLOAT, 1, 2 * PARAMETERS);
    INDArray plain = Nd4j.zeros(DataType.FLOAT, 1, 2 * PARAMETERS);
    GradientUpdater<?> ours = new LeanAdam(1e-3).instantiate(lean, true);
    GradientUpdater<?> theirs = new Adam(1e-3).instantiate(plain, true);
    Nd4j.getRandom().setSeed(4);
    for (int iteration = 0; iteration < 60; iteration++) {
      INDArray gradient = Nd4j.randn(DataType.FLOAT, 1, PARAMETERS);
      INDArray copy = gradient.dup();
      ours.applyUpdater(gradient, iteration, 0);
      theirs.applyUpdater(copy, iteration, 0);
      // An update is about 1e-3 long. ND4J takes 1 − β₂ in float, whose error of 1.3e-5 is halved
      // by the root: 6.5e-9, and twice that covers the rest.
      assertThat(gradient.sub(copy).amaxNumber().doubleValue()).isLessThan(1.3e-8);
    }
    // the same 1.3e-5 of moments whose size is below 1
    assertThat(lean.sub(plain).amaxNumber().doubleValue()).isLessThan(1.3e-5);
  }

  @Test
  void keepsDenormalsOutOfItsState() {
    INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 2 * PARAMETERS);
    AdamUpdater updater = (AdamUpdater) new LeanAdam(1e-3).instantiate(state, true);
    updater.applyUpdater(Nd4j.ones(DataType.FLOAT, 1, PARAMETERS).muli(1e-8), 0, 0);
    for (int iteration = 1; iteration <= 800; iteration++) {
      updater.applyUpdater(Nd4j.zeros(DataType.FLOAT, 1, PARAMETERS), iteration, 0);
      // 1e-9 · 0.9^i crosses 1e-30 at step 460 and the denormals, 1e-38, at step 634
      float moment = updater.getM().getFloat(PARAMETERS - 1);
      assertThat(moment == 0 || moment >= Float.MIN_NORMAL).as("iteration %d", iteration).isTrue();
    }
    assertThat(updater.getM().amaxNumber().floatValue()).isZero();
  }

  @Test
  void followsALearningRateSchedule() {
    GradientUpdater<?> updater =
        new LeanAdam(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 10))
            .instantiate(Nd4j.zeros(DataType.FLOAT, 1, 4), true);
    for (int iteration = 0; iteration <= 10; iteration++) {
      INDArray gradient = Nd4j.ones(DataType.FLOAT, 1, 2);
      updater.applyUpdater(gradient, iteration, 0);
      // With gradients of 1 throughout, the update is the learning rate, but for ε and rounding.
      assertThat(gradient.getDouble(0)).isCloseTo(iteration < 10 ? 0.1 : 0.05, within(1e-6));
    }
  }

  @Test
  void computesDoublesAsAdamDoes() {
    GradientUpdater<?> ours =
        new LeanAdam(1e-3).instantiate(Nd4j.zeros(DataType.DOUBLE, 1, 10), true);
    GradientUpdater<?> theirs =
        new Adam(1e-3).instantiate(Nd4j.zeros(DataType.DOUBLE, 1, 10), true);
    INDArray gradient = Nd4j.rand(DataType.DOUBLE, 1, 5);
    INDArray copy = gradient.dup();
    ours.applyUpdater(gradient, 0, 0);
    theirs.applyUpdater(copy, 0, 0);
    assertThat(gradient).isEqualTo(copy);
  }

  @Test
  void survivesJsonAndCloning() throws IOException {
    LeanAdam plain = new LeanAdam(0.5);
    plain.setBeta1(0.8);
    plain.setEpsilon(1e-6);
    LeanAdam scheduled = new LeanAdam(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 3));
    for (LeanAdam adam : new LeanAdam[] {plain, scheduled}) {
      var mapper = NeuralNetConfiguration.mapper();
      assertThat(mapper.readValue(mapper.writeValueAsString(adam), IUpdater.class)).isEqualTo(adam);
      assertThat(adam.clone()).isEqualTo(adam).isNotSameAs(adam);
    }
    assertThat(plain).isNotEqualTo(new Adam(0.5, 0.8, 0.999, 1e-6));
  }
}
