package org.vae4j.layers.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLoss;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** Whether or not it takes the short way: the same bits as DL4J's {@code fit}. */
class LeanStepTest {
  private static final int FEATURES = 150;
  private static final int LATENT = 3;

  /** Past two flushes of negligible moments, with batches of other sizes in between. */
  private static final int STEPS = 53;

  /** What a graph can have that stands between gradient, Adam and parameters. */
  enum Kind {
    PLAIN,
    SCHEDULE,
    ADAM_OF_ND4J,
    WEIGHT_DECAY,
    L2,
    CLIPPED,
    CONSTRAINED,
    NOT_DIVIDED,
    TWO_UPDATERS,
    DROPOUT,
    LINE_SEARCH,
    DOUBLE
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void givesTheBitsOfFit(Kind kind) {
    ComputationGraph theirs = net(kind);
    ComputationGraph ours = net(kind);
    LeanStep step = new LeanStep(ours);
    List<DataSet> batches = batches(theirs.params().dataType());
    for (int i = 0; i < batches.size(); i++) {
      Nd4j.getRandom().setSeed(i + 1);
      theirs.fit(batches.get(i));
      Nd4j.getRandom().setSeed(i + 1);
      step.fit(batches.get(i));
      assertThat(ours.score()).isEqualTo(theirs.score());
    }
    assertSame(ours, theirs);
  }

  /** Else the test above would compare {@code fit} with itself. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void takesTheShortWayWhereItMay(Kind kind) {
    ComputationGraph net = net(kind);
    DataSet batch = batches(net.params().dataType()).get(0);
    assertThat(new LeanStep(net).adamFor(batch).isPresent())
        .isEqualTo(EnumSet.of(Kind.PLAIN, Kind.SCHEDULE, Kind.DROPOUT).contains(kind));
  }

  @Test
  void followsALearningRateThatIsSetOnTheWay() {
    ComputationGraph theirs = net(Kind.PLAIN);
    ComputationGraph ours = net(Kind.PLAIN);
    LeanStep step = new LeanStep(ours);
    List<DataSet> batches = batches(DataType.FLOAT);
    for (int i = 0; i < 9; i++) {
      if (i == 4) {
        theirs.setLearningRate(1e-4);
        ours.setLearningRate(1e-4);
      }
      Nd4j.getRandom().setSeed(i + 1);
      theirs.fit(batches.get(i));
      Nd4j.getRandom().setSeed(i + 1);
      step.fit(batches.get(i));
    }
    assertSame(ours, theirs);
  }

  @Test
  void leavesAllAsItIsWhereTheLossIsNoNumber() {
    ComputationGraph net = net(Kind.PLAIN);
    LeanStep step = new LeanStep(net);
    List<DataSet> batches = batches(DataType.FLOAT);
    step.fit(batches.get(0));
    INDArray parameters = net.params().dup();
    INDArray moments = net.updaterState().dup();
    DataSet broken = batches.get(1);
    broken.setFeatures(broken.getFeatures().dup().putScalar(0, 3, Float.NaN));
    step.fit(broken);
    assertThat(net.score()).isNaN();
    assertThat(net.params()).isEqualTo(parameters);
    assertThat(net.updaterState()).isEqualTo(moments);
    assertThat(net.getIterationCount()).isEqualTo(1);
  }

  @Test
  void respectsMasks() {
    ComputationGraph theirs = net(Kind.PLAIN);
    ComputationGraph ours = net(Kind.PLAIN);
    INDArray x = batches(DataType.FLOAT).get(0).getFeatures();
    INDArray mask = Nd4j.ones(DataType.FLOAT, x.size(0), 1);
    mask.putScalar(2, 0, 0);
    DataSet batch = new DataSet(x, x, null, mask);
    Nd4j.getRandom().setSeed(1);
    theirs.fit(batch);
    Nd4j.getRandom().setSeed(1);
    new LeanStep(ours).fit(batch);
    assertSame(ours, theirs);
  }

  @Test
  void forgetsTheMaskOfABatchThatWasScored() {
    ComputationGraph theirs = net(Kind.PLAIN);
    ComputationGraph ours = net(Kind.PLAIN);
    DataSet batch = batches(DataType.FLOAT).get(0);
    INDArray x = batch.getFeatures();
    DataSet masked = new DataSet(x, x, null, Nd4j.zeros(DataType.FLOAT, x.size(0), 1));
    theirs.score(masked);
    ours.score(masked);
    Nd4j.getRandom().setSeed(1);
    theirs.fit(batch);
    Nd4j.getRandom().setSeed(1);
    new LeanStep(ours).fit(batch);
    assertSame(ours, theirs);
    assertThat(ours.score()).isEqualTo(theirs.score()).isPositive();
    assertThat(VaeLoss.of(ours).lossTerms().objective()).isCloseTo(ours.score(), within(1e-9));
  }

  /** The KL weight of the layer is that of the iteration that comes next. */
  @Test
  void leavesTheLayersAtTheNextIteration() {
    ComputationGraph theirs = net(Kind.PLAIN);
    ComputationGraph ours = net(Kind.PLAIN);
    DataSet batch = batches(DataType.FLOAT).get(0);
    theirs.fit(batch);
    new LeanStep(ours).fit(batch);
    for (int i = 0; i < ours.getNumLayers(); i++) {
      assertThat(ours.getLayer(i).getIterationCount())
          .isEqualTo(theirs.getLayer(i).getIterationCount())
          .isEqualTo(1);
    }
  }

  @Test
  void respectsStatisticsThatAreNoGradient() {
    ComputationGraph theirs = withBatchNormalization();
    ComputationGraph ours = withBatchNormalization();
    LeanStep step = new LeanStep(ours);
    List<DataSet> batches = batches(DataType.FLOAT);
    for (int i = 0; i < 9; i++) {
      Nd4j.getRandom().setSeed(i + 1);
      theirs.fit(batches.get(i));
      Nd4j.getRandom().setSeed(i + 1);
      step.fit(batches.get(i));
    }
    assertSame(ours, theirs);
  }

  @Test
  void callsListeners() {
    ComputationGraph net = net(Kind.PLAIN);
    List<Integer> seen = new ArrayList<>();
    net.addListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            seen.add(iteration);
          }
        });
    LeanStep step = new LeanStep(net);
    batches(DataType.FLOAT).subList(0, 3).forEach(step::fit);
    assertThat(seen).containsExactly(0, 1, 2);
  }

  private static void assertSame(ComputationGraph ours, ComputationGraph theirs) {
    assertThat(ours.params().data().asDouble()).isEqualTo(theirs.params().data().asDouble());
    assertThat(ours.getUpdater().getStateViewArray().data().asDouble())
        .isEqualTo(theirs.getUpdater().getStateViewArray().data().asDouble());
    assertThat(ours.getIterationCount()).isEqualTo(theirs.getIterationCount());
  }

  /** Of 32 examples and, every fifth, of 21: what a division by is not exact. */
  private static List<DataSet> batches(DataType type) {
    Nd4j.getRandom().setSeed(99);
    List<DataSet> batches = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      INDArray x = Nd4j.rand(type, i % 5 == 4 ? 21 : 32, FEATURES);
      // always black: the moments of its weights decay into denormal numbers
      x.putColumn(7, Nd4j.zeros(type, x.size(0)));
      batches.add(new DataSet(x, x));
    }
    return batches;
  }

  private static ComputationGraph net(Kind kind) {
    NeuralNetConfiguration.Builder conf = conf();
    switch (kind) {
      case PLAIN -> {}
      case SCHEDULE ->
          conf.updater(new LeanAdam(new ExponentialSchedule(ScheduleType.ITERATION, 1e-2, 0.95)));
      case ADAM_OF_ND4J -> conf.updater(new Adam(1e-2));
      case WEIGHT_DECAY -> conf.weightDecay(1e-2);
      case L2 -> conf.l2(1e-2);
      case CLIPPED ->
          conf.gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
              .gradientNormalizationThreshold(0.01);
      case CONSTRAINED -> conf.constrainWeights(new MaxNormConstraint(0.5, 1));
      case NOT_DIVIDED -> conf.miniBatch(false);
      case TWO_UPDATERS -> conf.biasUpdater(new LeanAdam(1e-4));
      case DROPOUT -> conf.dropOut(0.8);
      case LINE_SEARCH -> conf.optimizationAlgo(OptimizationAlgorithm.LINE_GRADIENT_DESCENT);
      case DOUBLE -> conf.dataType(DataType.DOUBLE);
    }
    return net(conf, new LeanDenseLayer.Builder().nOut(260).build());
  }

  private static ComputationGraph withBatchNormalization() {
    return net(conf(), new BatchNormalization.Builder().nOut(FEATURES).build());
  }

  private static NeuralNetConfiguration.Builder conf() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new LeanAdam(1e-2))
        .activation(Activation.RELU);
  }

  private static ComputationGraph net(
      NeuralNetConfiguration.Builder conf, org.deeplearning4j.nn.conf.layers.Layer first) {
    ComputationGraph net =
        new ComputationGraph(
            conf.graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(FEATURES))
                .addLayer("first", first, "x")
                .addLayer("posterior", linear(2 * LATENT), "first")
                .addLayer(
                    "z",
                    new GaussianSamplingLayer.Builder().latentSize(LATENT).build(),
                    "posterior")
                .addLayer("decoder", new LeanDenseLayer.Builder().nOut(260).build(), "z")
                .addLayer("logits", linear(FEATURES), "decoder")
                .addLayer(
                    "loss",
                    new VaeLossLayer.Builder()
                        .latentSize(LATENT)
                        .likelihood(new BernoulliLikelihood())
                        .build(),
                    "logits",
                    "posterior")
                .setOutputs("loss")
                .build());
    net.init();
    return net;
  }

  private static LeanDenseLayer linear(int width) {
    return new LeanDenseLayer.Builder().nOut(width).activation(Activation.IDENTITY).build();
  }
}
