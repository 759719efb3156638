package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.DoubleByDefault;
import org.vae4j.SeededMatrices;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** A likelihood as the loss function of DL4J's own output layers. */
@ExtendWith(DoubleByDefault.class)
class LikelihoodInPlainLayersTest {
  private static final int D = 6;

  private final SeededMatrices random = new SeededMatrices(80, DataType.DOUBLE);
  private final INDArray x = random.pixels(5, D);

  private static MultiLayerNetwork net(
      boolean outputLayer, Activation activation, IUpdater updater) {
    var list =
        new NeuralNetConfiguration.Builder()
            .seed(2)
            .dataType(DataType.DOUBLE)
            .updater(updater)
            .list()
            .layer(new DenseLayer.Builder().nIn(D).nOut(3).activation(Activation.TANH).build());
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            (outputLayer
                    ? list.layer(
                        new OutputLayer.Builder(new BernoulliLikelihood())
                            .nIn(3)
                            .nOut(D)
                            .activation(activation)
                            .build())
                    : list.layer(
                            new DenseLayer.Builder()
                                .nIn(3)
                                .nOut(D)
                                .activation(Activation.IDENTITY)
                                .build())
                        .layer(
                            new LossLayer.Builder()
                                .lossFunction(new BernoulliLikelihood())
                                .activation(activation)
                                .build()))
                .build());
    net.init();
    return net;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trains(boolean outputLayer) {
    MultiLayerNetwork net = net(outputLayer, Activation.IDENTITY, new Adam(0.05));
    DataSet batch = new DataSet(x, x);
    double before = net.score(batch);
    for (int step = 0; step < 20; step++) {
      net.fit(batch);
    }

    assertThat(net.score(batch)).isLessThan(0.98 * before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientIsTheDerivativeOfTheScore(boolean outputLayer) {
    for (int maskColumns : new int[] {0, 1, D}) {
      // Not ½: DL4J's OutputLayer multiplies the logits by the mask too, and forgets it backwards.
      INDArray mask = maskColumns == 0 ? null : random.oneOf(5, maskColumns, 0, 1);

      // Steps of 1e-6 leave an error of about 1e-9 in a gradient of size 1.
      assertThat(
              GradientCheckUtil.checkGradients(
                  new GradientCheckUtil.MLNConfig()
                      .net(net(outputLayer, Activation.IDENTITY, new NoOp()))
                      .input(x)
                      .labels(x)
                      .labelMask(mask)
                      .epsilon(1e-6)
                      .maxRelError(1e-5)
                      .minAbsoluteError(1e-8)))
          .as("mask columns " + maskColumns)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void scoreIsTheMeanOfTheExamples(boolean outputLayer) {
    MultiLayerNetwork net = net(outputLayer, Activation.IDENTITY, new NoOp());
    DataSet batch = new DataSet(x, x);

    // Two orders of one sum of five numbers.
    assertThat(net.score(batch))
        .isCloseTo(net.scoreExamples(batch, false).meanNumber().doubleValue(), within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesAnActivation(boolean outputLayer) {
    MultiLayerNetwork net = net(outputLayer, Activation.SIGMOID, new NoOp());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.score(new DataSet(x, x)))
        .withMessage(
            "BernoulliLikelihood works on unconstrained outputs: expected activation IDENTITY, got sigmoid");
  }

  @Test
  void survivesJson() {
    var conf = net(true, Activation.IDENTITY, new NoOp()).getLayerWiseConfigurations();

    var restored = MultiLayerConfiguration.fromJson(conf.toJson());

    OutputLayer output = (OutputLayer) restored.getConf(1).getLayer();
    assertThat(output.getLossFn()).isEqualTo(new BernoulliLikelihood());
    assertThat(restored).isEqualTo(conf);
  }
}
