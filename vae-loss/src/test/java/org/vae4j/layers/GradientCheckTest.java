package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.CyclicalSchedule;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.Prior;

/** The whole graph against finite differences. */
@ExtendWith(DoubleByDefault.class)
class GradientCheckTest {
  private static final int EXAMPLES = 4;

  private final SeededMatrices random = new SeededMatrices(10, DataType.DOUBLE);

  /** Masks by their number of columns; 0 is none. */
  static Stream<Arguments> weightsAndMasks() {
    return Stream.of(
            new FixedSchedule(1),
            new FixedSchedule(4),
            LinearWarmup.iterations(10), // at iteration 3 of epoch 2: 0.3
            LinearWarmup.epochs(8)) // 0.25
        .flatMap(
            (ISchedule weight) ->
                Stream.of(0, 1, TinyVae.FEATURES).map(columns -> Arguments.of(weight, columns)));
  }

  @ParameterizedTest(name = "{0}, mask columns {1}")
  @MethodSource("weightsAndMasks")
  void backwardPassIsTheDerivativeOfTheScore(ISchedule klWeight, int maskColumns) {
    ComputationGraph net = new TinyVae().klWeight(klWeight).at(3, 2).net();
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 1, 1, 0.5);

    assertThat(GradientCheckUtil.checkGradients(check(net, mask).callEachIter(this::reseed)))
        .isTrue();
  }

  /** Floors, goals and priors, under and above what the KL of this network is: about 0.6 nats. */
  static Stream<Arguments> penaltiesAndMasks() {
    return Stream.of(
            new TinyVae().klWeight(2).freeBits(0.15),
            new TinyVae().klWeight(2).freeBits(10),
            new TinyVae().klWeight(3).klCapacity(new FixedSchedule(0.1)),
            new TinyVae().klWeight(3).klCapacity(new FixedSchedule(9)),
            new TinyVae().klCapacity(new LinearWarmup(ScheduleType.ITERATION, 0, 1, 10)),
            new TinyVae().klWeight(LinearWarmup.iterations(10)).freeBits(0.15),
            new TinyVae().klWeight(CyclicalSchedule.epochs(8, 3)),
            new TinyVae().prior(Prior.fixed(List.of(0.5, -1.0), List.of(0.3, -0.7))),
            new TinyVae().priorFrom(new LearnedPriorLayer.Builder().latentSize(2).build()),
            new TinyVae().priorFrom(TinyVae.linear(4)).klWeight(2).freeBits(0.2))
        .flatMap(
            (TinyVae vae) ->
                Stream.of(0, 1, TinyVae.FEATURES).map(mask -> Arguments.of(vae, mask)));
  }

  @ParameterizedTest(name = "[{index}] mask columns {1}")
  @MethodSource("penaltiesAndMasks")
  void everyKlTermHasItsDerivative(TinyVae vae, int maskColumns) {
    ComputationGraph net = vae.at(3, 2).net();
    net.setParams(random.normal(1, (int) net.numParams(), 0.5));
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 1, 1, 0.5);

    assertThat(GradientCheckUtil.checkGradients(check(net, mask).callEachIter(this::reseed)))
        .isTrue();
  }

  /** The check has teeth: with a fresh ε at every step the differences are of two functions. */
  @Test
  void failsWhenTheNoiseIsNotTheSame() {
    GradientCheckUtil.GraphConfig check = check(new TinyVae().net(), null).exitOnFirstError(true);

    assertThat(GradientCheckUtil.checkGradients(check)).isFalse();
  }

  private GradientCheckUtil.GraphConfig check(ComputationGraph net, INDArray mask) {
    INDArray x = random.pixels(EXAMPLES, TinyVae.FEATURES);
    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    return new GradientCheckUtil.GraphConfig()
        .net(net)
        .inputs(new INDArray[] {x})
        .labels(new INDArray[] {x})
        .labelMask(mask == null ? null : new INDArray[] {mask})
        .epsilon(1e-6)
        .maxRelError(1e-5)
        .minAbsoluteError(1e-8);
  }

  private void reseed(ComputationGraph net) {
    Nd4j.getRandom().setSeed(11);
  }
}
