package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertSameBits;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.bound.Bound;

/** The estimators of one gradient, over many draws of one network that is far from trained. */
class GradientEstimatorTest {
  private static final int STEPS = 100;
  private static final List<String> ENCODER =
      List.of("hidden_W", "hidden_b", "posterior_W", "posterior_b");
  private static final List<String> DECODER =
      List.of("decoder_W", "decoder_b", "logits_W", "logits_b");

  /** Two images twenty times: a step's gradient is a sum over as many draws. */
  private final INDArray x =
      Nd4j.tile(new SeededMatrices(60, DataType.DOUBLE).pixels(2, TinyDraws.FEATURES), 20, 1);

  private static ComputationGraph net(Bound bound, int samples, GradientEstimator estimator) {
    return net(bound, samples, estimator, 1);
  }

  private static ComputationGraph net(
      Bound bound, int samples, GradientEstimator estimator, double klWeight) {
    ComputationGraph net =
        new TinyDraws()
            .bound(bound)
            .samples(samples)
            .gradient(estimator)
            .klWeight(new FixedSchedule(klWeight))
            .net();
    net.setParams(new SeededMatrices(61, DataType.DOUBLE).normal(1, (int) net.numParams(), 0.7));
    return net;
  }

  private INDArray gradient(ComputationGraph net, List<String> parameters, long seed) {
    Nd4j.getRandom().setSeed(seed);
    net.setInputs(x);
    net.setLabels(x);
    net.computeGradientAndScore();
    return Nd4j.concat(
        0,
        parameters.stream()
            .map(name -> net.gradient().getGradientFor(name).ravel())
            .toArray(INDArray[]::new));
  }

  /** What many draws say of two estimators, whose draws are independent of each other. */
  private void assertSameMean(ComputationGraph one, ComputationGraph other, boolean lessVariance) {
    Moments ofOne = new Moments();
    Moments ofOther = new Moments();
    for (int step = 0; step < STEPS; step++) {
      ofOne.add(gradient(one, ENCODER, 1 + step));
      ofOther.add(gradient(other, ENCODER, 1 + STEPS + step));
    }
    double[] difference = ofOther.mean().sub(ofOne.mean()).toDoubleVector();
    double[] variance = ofOther.variance().add(ofOne.variance()).div(STEPS).toDoubleVector();
    double largest = 0;
    for (int j = 0; j < difference.length; j++) {
      largest = Math.max(largest, Math.abs(difference[j]) / Math.sqrt(variance[j]));
    }
    assertThat(largest).as("differences in standard errors").isLessThan(4);
    if (lessVariance) {
      assertThat(ofOther.variance().sumNumber().doubleValue())
          .isLessThan(0.8 * ofOne.variance().sumNumber().doubleValue());
    }
  }

  private static final class Moments {
    private INDArray sum;
    private INDArray squares;
    private int count;

    void add(INDArray values) {
      sum = count == 0 ? values.dup() : sum.addi(values);
      squares = count == 0 ? values.mul(values) : squares.addi(values.mul(values));
      count++;
    }

    INDArray mean() {
      return sum.div(count);
    }

    INDArray variance() {
      return squares.div(count).subi(mean().mul(mean()));
    }
  }

  @Test
  void doublyReparameterisedIsUnbiasedAndOfLessVariance() {
    assertSameMean(
        net(Bound.IWAE, 8, GradientEstimator.STANDARD),
        net(Bound.IWAE, 8, GradientEstimator.DOUBLY_REPARAMETERISED),
        true);
  }

  /** The score term that is reparameterised again is that of klWeight · log q. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 2})
  void doublyReparameterisedIsUnbiasedAtEveryKlWeight(double klWeight) {
    assertSameMean(
        net(Bound.IWAE, 8, GradientEstimator.STANDARD, klWeight),
        net(Bound.IWAE, 8, GradientEstimator.DOUBLY_REPARAMETERISED, klWeight),
        false);
  }

  @Test
  void stickingTheLandingIsUnbiasedForTheElbo() {
    assertSameMean(
        net(Bound.ELBO, 2, GradientEstimator.STANDARD),
        net(Bound.ELBO, 2, GradientEstimator.STICKING_THE_LANDING),
        false);
  }

  /** An example that a mask leaves out changes nothing, whatever its labels are. */
  @Test
  void maskedExamplesLeaveNoTrace() {
    ComputationGraph net = net(Bound.IWAE, 3, GradientEstimator.DOUBLY_REPARAMETERISED);
    INDArray labels = x.dup();
    labels.getRow(0).assign(Double.NaN);
    INDArray mask = Nd4j.ones(DataType.DOUBLE, x.size(0), 1);
    mask.putScalar(0, 0, 0);
    Nd4j.getRandom().setSeed(3);
    net.setInputs(x);
    net.setLabels(labels);
    net.setLayerMaskArrays(null, new INDArray[] {mask});
    net.computeGradientAndScore();

    assertThat(net.gradient().gradient().toDoubleVector()).doesNotContain(Double.NaN);
  }

  @Test
  void theDecodersGradientIsThatOfTheStandardOne() {
    ComputationGraph standard = net(Bound.IWAE, 8, GradientEstimator.STANDARD);
    ComputationGraph doubly = net(Bound.IWAE, 8, GradientEstimator.DOUBLY_REPARAMETERISED);

    assertSameBits("decoder", gradient(doubly, DECODER, 5), gradient(standard, DECODER, 5));
    assertThat(gradient(doubly, ENCODER, 5)).isNotEqualTo(gradient(standard, ENCODER, 5));
  }

  @Test
  void withOneDrawTheTwoThatStopTheParametersAreOne() {
    ComputationGraph landing = net(Bound.IWAE, 1, GradientEstimator.STICKING_THE_LANDING);
    ComputationGraph doubly = net(Bound.IWAE, 1, GradientEstimator.DOUBLY_REPARAMETERISED);

    assertSameBits("encoder", gradient(doubly, ENCODER, 5), gradient(landing, ENCODER, 5));
  }
}
