package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.SmallVae;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

class MarginalLikelihoodTest {
  /** The exact posterior's variances are some 0.3. */
  private static final double TOO_BROAD = 0.9;

  private static final INDArray X =
      Nd4j.createFromArray(new double[][] {{1.1, -0.4, 0.2, 2.9, -0.3}});

  @Test
  void isUnbiasedAndItsLogarithmRisesWithTheSamples() {
    LinearGaussianVae model = LinearGaussianVae.of(Prior.standardNormal(), TOO_BROAD);
    double exact = model.logProbability(X);
    double previous = Double.NEGATIVE_INFINITY;
    for (int samples : new int[] {1, 10, 100, 1000}) {
      double[] ratios =
          Arrays.stream(repeated(model.vae(), samples, 400)).map(log -> log - exact).toArray();
      assertUnbiased(ratios);
      double mean = Arrays.stream(ratios).average().orElseThrow();
      // Jensen: below log p(x) on average, by less the more samples there are.
      assertThat(mean).as("K = %d", samples).isGreaterThan(previous);
      previous = mean;
    }
    // Half of Var(p̂ / p) / K, to first order: within a hundredth of a nat at K = 1000.
    assertThat(previous).isCloseTo(0, within(0.01));
  }

  @Test
  void holdsForPriorsThatAreNotStandard() {
    Prior fixed = Prior.fixed(List.of(0.7, -1.2), List.of(-0.5, 0.4));
    LinearGaussianVae model = LinearGaussianVae.of(fixed, TOO_BROAD);
    double exact = model.logProbability(X);
    assertThat(exact)
        .isNotCloseTo(
            LinearGaussianVae.of(Prior.standardNormal(), TOO_BROAD).logProbability(X), within(0.1));
    assertUnbiased(
        Arrays.stream(repeated(model.vae(), 100, 400)).map(log -> log - exact).toArray());
  }

  @Test
  void isTheElboOfOneSample() {
    LinearGaussianVae model = LinearGaussianVae.of(Prior.standardNormal(), TOO_BROAD);
    int repeats = 20_000;
    double[] one = repeated(model.vae(), 1, repeats);
    Nd4j.getRandom().setSeed(1);
    LossTerms loss = model.vae().lossTerms(List.of(rows(X, repeats)).iterator());
    double mean = Arrays.stream(one).average().orElseThrow();
    double error = standardError(one, mean);
    // Both are means of as many draws: four standard errors of their difference.
    assertThat(-mean).isCloseTo(loss.total(), within(4 * Math.sqrt(2) * error));
  }

  @Test
  void dependsNeitherOnBatchesNorOnChunks() {
    Vae vae = SmallVae.untrained(3);
    INDArray x = Nd4j.rand(DataType.FLOAT, 13, SmallVae.SHAPE.size());
    double[] whole = estimate(new MarginalLikelihood(vae, 7, RandomKey.of(1)), x, 13);
    for (int rows : new int[] {1, 3, 7, 8, 64}) {
      MarginalLikelihood chunked = new MarginalLikelihood(vae, 7, RandomKey.of(1), rows);
      for (int batch : new int[] {1, 5, 13}) {
        // The rounding of matrix products in float of another shape, in a sum of some 14 nats.
        assertThat(estimate(chunked, x, batch)).containsExactly(whole, within(1e-4));
      }
    }
    assertThat(estimate(new MarginalLikelihood(vae, 7, RandomKey.of(2)), x, 13))
        .isNotEqualTo(whole);
  }

  @Test
  void tellsHowFarItIs() {
    Vae vae = SmallVae.untrained(3);
    INDArray x = Nd4j.rand(DataType.FLOAT, 5, SmallVae.SHAPE.size());
    List<Long> done = new ArrayList<>();
    new MarginalLikelihood(vae, 4, RandomKey.of(1), 8)
        .logProbabilities(
            List.of(new DataSet(x, x)).iterator(),
            5,
            (now, total) -> {
              assertThat(total).isEqualTo(20);
              done.add(now);
            });
    // No call of the decoder has more than the 8 rows it was allowed.
    assertThat(done).containsExactly(8L, 16L, 20L);
  }

  @Test
  void refusesAPriorThatDependsOnTheInput() {
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(6))
                .addLayer("posterior", new DenseLayer.Builder().nOut(4).build(), "x")
                .addLayer(
                    "z", new GaussianSamplingLayer.Builder().latentSize(2).build(), "posterior")
                .addLayer("logits", new DenseLayer.Builder().nOut(6).build(), "z")
                .addLayer("prior", new DenseLayer.Builder().nOut(4).build(), "x")
                .addLayer(
                    "loss",
                    new VaeLossLayer.Builder()
                        .latentSize(2)
                        .likelihood(new BernoulliLikelihood())
                        .prior(Prior.input())
                        .build(),
                    "logits",
                    "posterior",
                    "prior")
                .setOutputs("loss")
                .build());
    net.init();
    assertThatThrownBy(() -> new MarginalLikelihood(Vae.of(net), 1, RandomKey.of(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the same for every example");
  }

  /** The mean of p̂ / p is 1 within four standard errors. */
  private static void assertUnbiased(double[] logRatios) {
    double[] ratios = Arrays.stream(logRatios).map(Math::exp).toArray();
    double mean = Arrays.stream(ratios).average().orElseThrow();
    double error = standardError(ratios, mean);
    assertThat(error).isPositive();
    assertThat(mean).isCloseTo(1, within(4 * error));
  }

  private static double standardError(double[] values, double mean) {
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }

  /** log p̂ of the same x again and again, each time with draws of its own. */
  private static double[] repeated(Vae vae, int samples, int times) {
    return new MarginalLikelihood(vae, samples, RandomKey.of(samples))
        .logProbabilities(List.of(rows(X, times)).iterator(), times, Progress.NONE);
  }

  private static DataSet rows(INDArray row, int times) {
    INDArray x = row.repeat(0, times);
    return new DataSet(x, x);
  }

  private static double[] estimate(MarginalLikelihood estimator, INDArray x, int batch) {
    int n = (int) x.size(0);
    List<DataSet> batches =
        IntStream.iterate(0, from -> from < n, from -> from + batch)
            .mapToObj(
                from ->
                    x.get(
                        NDArrayIndex.interval(from, Math.min(n, from + batch)), NDArrayIndex.all()))
            .map(part -> new DataSet(part, part))
            .toList();
    return estimator.logProbabilities(batches.iterator(), n, Progress.NONE);
  }
}
