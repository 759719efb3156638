package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.vae4j.SmallVae;
import org.vae4j.datasets.OrderedBatches;
import org.vae4j.evaluate.MarginalLikelihood.Estimate;
import org.vae4j.layers.GradientEstimator;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.flow.CouplingFlowLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Objective;
import org.vae4j.model.SampledObjective;
import org.vae4j.model.SampledPrior;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/** Weights from the graph against those in closed form, at the same draws. */
class PosteriorDrawsTest {
  private static final int EXAMPLES = 7;
  private static final int LATENT = 4;

  /** log p̂(x) is some tens of nats, of floats that agree to 1e-7 of that. */
  private static final double FLOAT = 1e-5;

  private static Vae model(Objective objective) {
    return Vae.untrained(
        new MlpArchitecture(
            SmallVae.SHAPE.size(), List.of(9), Activation.TANH, objective, new LeanAdam(1e-3), 3));
  }

  private static Vae closedForm() {
    return model(
        Objective.of(
            new VaeLossLayer.Builder()
                .latentSize(LATENT)
                .likelihood(new BernoulliLikelihood())
                .build()));
  }

  private static SampledObjective sampled(
      List<org.deeplearning4j.nn.conf.layers.Layer> flows, SampledPrior prior) {
    return new SampledObjective(
        LATENT,
        new BernoulliLikelihood(),
        new FixedSchedule(1),
        3,
        Bound.IWAE,
        GradientEstimator.STANDARD,
        flows,
        prior);
  }

  private static org.deeplearning4j.nn.conf.layers.Layer coupling(boolean first) {
    return new CouplingFlowLayer.Builder()
        .latentSize(LATENT)
        .hidden(5)
        .transformsFirstHalf(first)
        .build();
  }

  /** Flows that start as the identity, and a mixture of one that starts as N(0, I). */
  static Stream<SampledObjective> thatSayTheSame() {
    return Stream.of(
        sampled(List.of(), new SampledPrior.StandardNormal()),
        sampled(List.of(coupling(false), coupling(true)), new SampledPrior.StandardNormal()),
        sampled(List.of(), new SampledPrior.Mixture(1)),
        sampled(List.of(coupling(true)), new SampledPrior.Learned()));
  }

  @ParameterizedTest
  @MethodSource("thatSayTheSame")
  void agreeWithTheClosedForm(SampledObjective objective) {
    Vae closed = closedForm();
    Vae drawn = model(objective);
    for (Layer layer : closed.net().getLayers()) {
      if (layer.numParams() > 0) {
        drawn.net().getLayer(layer.conf().getLayer().getLayerName()).setParams(layer.params());
      }
    }
    INDArray x = data();
    RandomKey key = RandomKey.of(5);
    for (int samples : new int[] {1, 6, 50}) {
      List<Estimate> expected =
          new MarginalLikelihood(closed, samples, key)
              .estimates(batches(x), EXAMPLES, (done, of) -> {});
      // Twenty rows at a time cut the fifty draws of an example, and put three of six together.
      List<Estimate> found =
          new MarginalLikelihood(drawn, samples, key, 20)
              .estimates(batches(x), EXAMPLES, (done, of) -> {});
      for (int i = 0; i < EXAMPLES; i++) {
        assertThat(found.get(i).logProbability())
            .isCloseTo(expected.get(i).logProbability(), within(FLOAT));
        assertThat(found.get(i).reconstruction())
            .isCloseTo(expected.get(i).reconstruction(), within(FLOAT));
        assertThat(found.get(i).kl()).isCloseTo(expected.get(i).kl(), within(FLOAT));
        assertThat(found.get(i).effectiveSampleSize())
            .isCloseTo(expected.get(i).effectiveSampleSize(), within(FLOAT * samples));
      }
    }
  }

  /** One draw is worth one; many are worth fewer than they are, but for an exact posterior. */
  @Test
  void drawsAreWorthFewerThanTheyAre() {
    List<Estimate> estimates =
        new MarginalLikelihood(closedForm(), 50, RandomKey.of(1))
            .estimates(batches(data()), EXAMPLES, (done, of) -> {});
    assertThat(estimates)
        .allSatisfy(estimate -> assertThat(estimate.effectiveSampleSize()).isBetween(1.0, 50.0));
  }

  private static INDArray data() {
    return new OrderedBatches(SmallVae.data(EXAMPLES, EXAMPLES).train(), EXAMPLES)
        .iterator()
        .next()
        .getFeatures();
  }

  private static Iterator<DataSet> batches(INDArray x) {
    return List.of(new DataSet(x, x)).iterator();
  }
}
