package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.LabelDomainException;
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

/** Labels outside the domain are named, with place and value. */
class LabelCheckTest {
  private static final int D = TinyVae.FEATURES;
  private static final CompositeLikelihood COMPOSITE =
      new CompositeLikelihood.Builder()
          .columns(2, new GaussianLikelihood())
          .columns(3, new BernoulliLikelihood())
          .columns(1, new CategoricalLikelihood(4))
          .build();

  private final INDArray features = new SeededMatrices(90, DataType.DOUBLE).pixels(4, D);

  static Stream<Arguments> outside() {
    return Stream.of(
        Arguments.of(new BernoulliLikelihood(), 1.5, "x in [0, 1]"),
        Arguments.of(new BernoulliLikelihood(), -0.01, "x in [0, 1]"),
        Arguments.of(new ContinuousBernoulliLikelihood(), 255.0, "x in [0, 1]"),
        Arguments.of(new PoissonLikelihood(), -1.0, "x in {0, 1, 2, ...}"),
        Arguments.of(new PoissonLikelihood(), 2.5, "x in {0, 1, 2, ...}"),
        Arguments.of(new CategoricalLikelihood(10), 10.0, "x in {0, ..., 9}"),
        Arguments.of(new CategoricalLikelihood(10), 3.5, "x in {0, ..., 9}"),
        Arguments.of(new DiscretisedLogisticLikelihood(), 0.5, "x = k/255 with k in {0, ..., 255}"),
        Arguments.of(new GaussianLikelihood(), Double.POSITIVE_INFINITY, "a finite x"),
        Arguments.of(new LearnedVarianceGaussianLikelihood(), Double.NaN, "a finite x"),
        Arguments.of(
            new SharedVarianceGaussianLikelihood(), Double.NEGATIVE_INFINITY, "a finite x"),
        Arguments.of(new LaplaceLikelihood(), Double.NaN, "a finite x"),
        Arguments.of(COMPOSITE, 4.0, "x in {0, ..., 3}"),
        Arguments.of(new BernoulliLikelihood(), Double.NaN, "x in [0, 1]"),
        Arguments.of(new PoissonLikelihood(), Double.POSITIVE_INFINITY, "x in {0, 1, 2, ...}"),
        Arguments.of(new CategoricalLikelihood(10), Double.NaN, "x in {0, ..., 9}"));
  }

  /** The last feature of the third example: for the composite, one of the classes. */
  private static INDArray withOneWrong(double wrong, DataType type) {
    return Nd4j.ones(type, 4, D).putScalar(2, 5, wrong);
  }

  private static void assertNamed(ThrowingCallable call, Likelihood likelihood, String rest) {
    assertThatThrownBy(call)
        .isInstanceOf(LabelDomainException.class)
        .hasMessage("layer 'loss': expected " + rest.formatted(likelihood.name()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("outside")
  void areNamedAtTheFirstBatch(Likelihood likelihood, double wrong, String expected) {
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      INDArray x = features.castTo(type);
      DataSet batch = new DataSet(x, withOneWrong(wrong, type));
      String found = type == DataType.FLOAT ? Float.toString((float) wrong) : "" + wrong;
      String rest = expected + " for %s, found " + found + " in labels[2, 5]";
      TinyVae vae = new TinyVae().type(type).likelihood(likelihood).updater(new Sgd(0.1));

      assertNamed(() -> vae.net().fit(batch), likelihood, rest);
      assertNamed(() -> vae.net().score(batch), likelihood, rest);
      assertNamed(() -> vae.net().scoreExamples(batch, false), likelihood, rest);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, D})
  void areNotLookedAtUnderAZeroMask(int maskColumns) {
    INDArray mask = Nd4j.ones(DataType.DOUBLE, 4, maskColumns).putScalar(2, maskColumns - 1, 0);
    DataSet batch = new DataSet(features, withOneWrong(7, DataType.DOUBLE), null, mask);

    assertThat(new TinyVae().net().score(batch)).isFinite();
  }

  @Test
  void firstBatchMeansOncePerNetwork() {
    DataSet good = new DataSet(features, features);
    DataSet bad = new DataSet(features, withOneWrong(1.5, DataType.DOUBLE));
    ComputationGraph net = new TinyVae().updater(new Sgd(0.01)).net();

    net.fit(good);
    assertThatCode(() -> net.fit(bad)).doesNotThrowAnyException();
    assertThatThrownBy(() -> net.clone().score(bad)).isInstanceOf(LabelDomainException.class);
  }

  /** A batch that was refused does not count as looked at. */
  @Test
  void aRefusedBatchIsRefusedAgain() {
    DataSet bad = new DataSet(features, withOneWrong(1.5, DataType.DOUBLE));
    ComputationGraph net = new TinyVae().net();

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> net.score(bad)).isInstanceOf(LabelDomainException.class);
    }
  }

  @Test
  void everyBatchMeansLaterOnesToo() {
    ComputationGraph net =
        new TinyVae().labelCheck(LabelCheck.EVERY_BATCH).updater(new Sgd(0.01)).net();

    net.fit(new DataSet(features, features));

    assertNamed(
        () -> net.fit(new DataSet(features, withOneWrong(1.5, DataType.DOUBLE))),
        new BernoulliLikelihood(),
        "x in [0, 1] for %s, found 1.5 in labels[2, 5]");
  }

  @Test
  void noneMeansThatTheFormulaDecides() {
    DataSet bad = new DataSet(features, withOneWrong(1.5, DataType.DOUBLE));

    assertThat(new TinyVae().labelCheck(LabelCheck.NONE).net().score(bad)).isFinite();
  }

  /** Even then a loss that broke is traced to its label: there is no tenth of nine logits. */
  @ParameterizedTest
  @EnumSource(names = {"NONE", "FIRST_BATCH"})
  void aLossThatBreaksIsTracedToItsLabel(LabelCheck labelCheck) {
    CategoricalLikelihood likelihood = new CategoricalLikelihood(9);
    ComputationGraph net = new TinyVae().likelihood(likelihood).labelCheck(labelCheck).net();
    net.score(new DataSet(features, Nd4j.ones(DataType.DOUBLE, 4, D)));

    for (double wrong : new double[] {9, -1, 0.5, Double.NaN}) {
      assertNamed(
          () -> net.score(new DataSet(features, withOneWrong(wrong, DataType.DOUBLE))),
          likelihood,
          "x in {0, ..., 8} for %s, found " + wrong + " in labels[2, 5]");
    }
  }

  @Test
  void aLossWithoutADensityWantsFiniteLabels() {
    ComputationGraph net = new TinyVae().reconstruction(new LossL2(), Activation.SIGMOID).net();

    assertThat(net.score(new DataSet(features, withOneWrong(1e6, DataType.DOUBLE)))).isFinite();
    assertThatThrownBy(
            () -> net.score(new DataSet(features, withOneWrong(Double.NaN, DataType.DOUBLE))))
        .isInstanceOf(LabelDomainException.class)
        .hasMessage("layer 'loss': expected a finite x for LossL2(), found NaN in labels[2, 5]");
  }

  @ParameterizedTest
  @EnumSource
  void theSettingSurvivesJson(LabelCheck labelCheck) {
    ComputationGraphConfiguration conf = new TinyVae().labelCheck(labelCheck).configuration();

    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    assertThat(conf.toJson()).contains("\"labelCheck\" : \"" + labelCheck + "\"");
  }

  /** So that configurations written before there was the setting still load. */
  @Test
  void aConfigurationWithoutTheSettingChecksTheFirstBatch() {
    String json = new TinyVae().configuration().toJson();
    String older = json.replaceFirst("\"labelCheck\" : \"FIRST_BATCH\",", "");

    assertThat(older).isNotEqualTo(json);
    assertThat(ComputationGraphConfiguration.fromJson(older))
        .isEqualTo(new TinyVae().configuration());
  }
}
