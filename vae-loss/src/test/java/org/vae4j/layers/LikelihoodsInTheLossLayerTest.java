package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;
import static org.vae4j.Closeness.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.CategoricalLikelihood;
import org.vae4j.loss.likelihood.CompositeLikelihood;
import org.vae4j.loss.likelihood.ContinuousBernoulliLikelihood;
import org.vae4j.loss.likelihood.DiscretisedLogisticLikelihood;
import org.vae4j.loss.likelihood.GaussianLikelihood;
import org.vae4j.loss.likelihood.LaplaceLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.Likelihood;
import org.vae4j.loss.likelihood.PoissonLikelihood;
import org.vae4j.loss.likelihood.SharedVarianceGaussianLikelihood;

/** Every likelihood inside a whole VAE. */
@ExtendWith(DoubleByDefault.class)
class LikelihoodsInTheLossLayerTest {
  private static final int D = TinyVae.FEATURES;
  private static final int EXAMPLES = 4;

  private final SeededMatrices random = new SeededMatrices(99, DataType.DOUBLE);
  private final INDArray x = random.pixels(EXAMPLES, D);

  static Stream<Likelihood> all() {
    return Stream.of(
        new BernoulliLikelihood(),
        new ContinuousBernoulliLikelihood(),
        new GaussianLikelihood(0.5),
        new LearnedVarianceGaussianLikelihood(),
        new SharedVarianceGaussianLikelihood(),
        new LaplaceLikelihood(),
        new PoissonLikelihood(),
        new CategoricalLikelihood(4),
        new DiscretisedLogisticLikelihood(),
        new CompositeLikelihood.Builder()
            .columns(2, new LearnedVarianceGaussianLikelihood())
            .columns(1, new PoissonLikelihood())
            .columns(3, new CategoricalLikelihood(4))
            .build());
  }

  static Stream<Arguments> allAndMasks() {
    return all().flatMap(each -> Stream.of(0, 1, D).map(columns -> Arguments.of(each, columns)));
  }

  /** Labels in the domain, whatever it is. */
  private INDArray labels(Likelihood likelihood) {
    Nd4j.getRandom().setSeed(98);
    int parameters = (int) likelihood.parameterCount(D);
    return likelihood.sample(random.normal(EXAMPLES, parameters, 0.5), Nd4j.getRandom());
  }

  @ParameterizedTest(name = "{0}, mask columns {1}")
  @MethodSource("allAndMasks")
  void backwardPassIsTheDerivativeOfTheScore(Likelihood likelihood, int maskColumns) {
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 1, 1, 0.5);
    INDArray labels = labels(likelihood);
    ComputationGraph net = new TinyVae().likelihood(likelihood).klWeight(2).net();

    // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(net)
                    .inputs(new INDArray[] {x})
                    .labels(new INDArray[] {labels})
                    .labelMask(mask == null ? null : new INDArray[] {mask})
                    .epsilon(1e-6)
                    .maxRelError(1e-5)
                    .minAbsoluteError(1e-8)
                    .callEachIter(n -> Nd4j.getRandom().setSeed(11))))
        .isTrue();
  }

  @ParameterizedTest(name = "{0}, mask columns {1}")
  @MethodSource("allAndMasks")
  void scoreIsTheMeanOfTheExamples(Likelihood likelihood, int maskColumns) {
    INDArray mask = maskColumns == 0 ? null : random.oneOf(EXAMPLES, maskColumns, 0, 1, 1, 0.5);
    DataSet batch = new DataSet(x, labels(likelihood), null, mask);
    ComputationGraph net = new TinyVae().likelihood(likelihood).klWeight(2).net();

    double score = net.score(batch);

    // Two orders of one sum of four numbers.
    assertClose("score", score, net.scoreExamples(batch, false).meanNumber().doubleValue(), 1e-14);
  }

  @ParameterizedTest
  @MethodSource("all")
  void survivesJsonAndTheSerializer(Likelihood likelihood) throws IOException {
    TinyVae vae = new TinyVae().likelihood(likelihood);
    ComputationGraphConfiguration conf = vae.configuration();
    ComputationGraph net = vae.net();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, out, true);

    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(out.toByteArray()));

    DataSet batch = new DataSet(x, labels(likelihood));
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    assertThat(restored.outputSingle(x).shape()).containsExactly(EXAMPLES, D);
    assertSameBits("output", restored.outputSingle(x), net.outputSingle(x));
    assertThat(restored.score(batch)).isEqualTo(net.score(batch));
  }
}
