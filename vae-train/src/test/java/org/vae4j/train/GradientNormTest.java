package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.vae4j.SmallVae;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.layers.lean.LeanStep;
import org.vae4j.model.Vae;

class GradientNormTest {
  private static final int BATCH = 8;

  /** Some thousand squares are kept and summed as floats: each is off by 6e-8 at most. */
  private static final double FLOATS = 1e-4;

  private final DatasetIterator batches =
      new DatasetIterator.Builder(SmallVae.data(10 * BATCH, 1).train(), BATCH).build();

  @Test
  void isTheMeanSquareOverTheStepsInAdamsWeights() {
    ComputationGraph net = SmallVae.untrained(3).net();
    LeanStep step = new LeanStep(net);
    assertThat(GradientNorm.before(net)).isEmpty();
    double weighted = 0;
    double weights = 0;
    for (int t = 1; t <= 10; t++) {
      step.fit(batches.next());
      double norm = meanGradientNorm(net);
      weighted = 0.999 * weighted + norm * norm;
      weights = 0.999 * weights + 1;
      double expected = Math.sqrt(weighted / weights);
      assertThat(GradientNorm.before(net).orElseThrow())
          .isCloseTo(expected, within(FLOATS * expected));
    }
  }

  @Test
  void outlivesABatchThatBreaks() {
    ComputationGraph net = SmallVae.untrained(3).net();
    LeanStep step = new LeanStep(net);
    step.fit(batches.next());
    double sound = meanGradientNorm(net);
    step.fit(broken());
    assertThat(GradientNorm.before(net).orElseThrow()).isCloseTo(sound, within(FLOATS * sound));
    assertThat(GradientNorm.ofBroken(net, false)).hasValue(Double.NaN);
  }

  @Test
  void isWhatClippingSawBeforeItClipped() {
    ComputationGraph free = SmallVae.untrained(3).net();
    DataSet batch = batches.next();
    Nd4j.getRandom().setSeed(5);
    new LeanStep(free).fit(batch);
    double expected = meanGradientNorm(free);

    ComputationGraph net = SmallVae.untrained(3).net();
    net.addListeners(new GradientClipping(OptionalDouble.empty(), OptionalDouble.of(expected / 3)));
    LeanStep step = new LeanStep(net);
    Nd4j.getRandom().setSeed(5);
    step.fit(batch);
    assertThat(GradientNorm.before(net)).hasValue(expected);
    step.fit(broken());
    assertThat(GradientNorm.before(net)).hasValue(expected);
    assertThat(GradientNorm.ofBroken(net, true)).hasValue(Double.NaN);
  }

  @Test
  void isUnknownOfAnotherUpdater() {
    ComputationGraph net = Vae.untrained(SmallVae.architecture(3).withUpdater(new Sgd(1))).net();
    net.fit(batches.next());
    assertThat(GradientNorm.before(net)).isEmpty();
    assertThat(GradientNorm.ofBroken(net, true)).isEmpty();
  }

  private DataSet broken() {
    DataSet batch = batches.next();
    batch.setFeatures(batch.getFeatures().dup().putScalar(0, 3, Float.NaN));
    return batch;
  }

  /** In the plain way. */
  private static double meanGradientNorm(ComputationGraph net) {
    INDArray sum = net.getFlattenedGradients();
    double squares = 0;
    for (double value : sum.dup().data().asDouble()) {
      squares += value * value;
    }
    return Math.sqrt(squares) / BATCH;
  }
}
