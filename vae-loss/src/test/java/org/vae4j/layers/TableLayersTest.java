package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.DoubleByDefault;
import org.vae4j.layers.columns.ScaledColumnsLayer;
import org.vae4j.loss.likelihood.CategoricalLikelihood;
import org.vae4j.loss.likelihood.CompositeLikelihood;
import org.vae4j.loss.likelihood.LearnedVarianceGaussianLikelihood;
import org.vae4j.loss.likelihood.NegativeBinomialLikelihood;
import org.vae4j.loss.likelihood.Noise;
import org.vae4j.loss.likelihood.StudentLikelihood;

/** The first layer of a table's encoder and the last one of its decoder. */
@ExtendWith(DoubleByDefault.class)
class TableLayersTest {
  /** A number, a count, one with heavy tails, a category of three. */
  private static final INDArray ROWS =
      Nd4j.createFromArray(
          new double[][] {{0.3, 4, -20, 2}, {-1.1, 0, 0.5, 0}, {0.8, 300, 1.5, 1}, {0, 1, 7, 1}});

  private static ComputationGraph net() {
    CompositeLikelihood likelihood =
        new CompositeLikelihood.Builder()
            .columns(1, new LearnedVarianceGaussianLikelihood(0.01, Noise.CONSTANT))
            .columns(1, new NegativeBinomialLikelihood(Noise.CONSTANT))
            .columns(1, new StudentLikelihood(0.01, Noise.CONSTANT))
            .columns(1, new CategoricalLikelihood(3))
            .build();
    List<ColumnEncoding> columns =
        List.of(
            ColumnEncoding.of(ColumnEncoding.Kind.IDENTITY),
            ColumnEncoding.of(ColumnEncoding.Kind.LOG1P),
            ColumnEncoding.of(ColumnEncoding.Kind.ASINH),
            ColumnEncoding.oneHot(3));
    ComputationGraphConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .dataType(DataType.DOUBLE)
            .updater(new NoOp())
            .activation(Activation.TANH)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(4))
            .addLayer("table", new TableInputLayer.Builder().columns(columns).build(), "x")
            .addLayer(
                "scaled",
                new ScaledColumnsLayer.Builder()
                    .shifts(0, -3, 0.5, 0, 0, 0)
                    .scales(1, 0.7, -2, 1, 1, 1)
                    .build(),
                "table")
            .addLayer("hidden", new DenseLayer.Builder().nOut(5).build(), "scaled")
            .addLayer("posterior", TinyVae.linear(4), "hidden")
            .addLayer("z", new GaussianSamplingLayer.Builder().latentSize(2).build(), "posterior")
            .addLayer("outputs", TinyVae.linear(6), "z")
            .addLayer(
                "varying",
                new ScaledColumnsLayer.Builder()
                    .shifts(0, 2, 0, 0.1, 0, 0)
                    .scales(1, 0.3, -2, 1, 4, 1)
                    .build(),
                "outputs")
            // [mean, logVariance | logMean, logSize | location, logVariance, logFreedom | logits]
            .addLayer(
                "logits",
                new ConstantOutputsLayer.Builder().places(1, 3, 5, 6).starts(0, 0, -1, 0).build(),
                "varying")
            .addLayer(
                "loss",
                new VaeLossLayer.Builder().latentSize(2).likelihood(likelihood).build(),
                "logits",
                "posterior")
            .setOutputs("loss")
            .build();
    ComputationGraph net = new ComputationGraph(conf);
    net.init();
    return net;
  }

  @Test
  void theGraphHasTheGradientOfItsScore() {
    ComputationGraph net = net();
    net.params().addi(0.1);
    assertThat(
            GradientCheckUtil.checkGradients(
                new GraphConfig()
                    .net(net)
                    .inputs(new INDArray[] {ROWS})
                    .labels(new INDArray[] {ROWS})
                    .callEachIter(graph -> Nd4j.getRandom().setSeed(5))))
        .isTrue();
  }

  @Test
  void theEncoderSeesWhatItCanWeigh() {
    INDArray seen = net().feedForward(ROWS, false).get("table");
    assertThat(seen.shape()).containsExactly(4, 6);
    double asinh = -Math.log(20 + Math.sqrt(401));
    assertThat(seen.getRow(0).toDoubleVector())
        .containsExactly(new double[] {0.3, Math.log(5), asinh, 0, 0, 1}, within(1e-15));
  }

  @Test
  void columnsAreScaledEachByItself() {
    Map<String, INDArray> at = net().feedForward(ROWS, false);
    for (int i = 0; i < 4; i++) {
      double[] seen = at.get("table").getRow(i).toDoubleVector();
      assertThat(at.get("scaled").getRow(i).toDoubleVector())
          .containsExactly(
              new double[] {
                seen[0], -3 + 0.7 * seen[1], 0.5 - 2 * seen[2], seen[3], seen[4], seen[5]
              },
              within(1e-15));
    }
  }

  @Test
  void constantsAreTheSameForEveryExample() {
    ComputationGraph net = net();
    net.setParam("logits_constants", Nd4j.createFromArray(new double[][] {{0.1, 0.2, 0.3, 0.4}}));
    INDArray logits = net.feedForward(ROWS, false).get("logits");
    INDArray varying = net.feedForward(ROWS, false).get("varying");
    for (int i = 0; i < 4; i++) {
      assertThat(logits.getRow(i).toDoubleVector())
          .containsExactly(
              new double[] {
                varying.getDouble(i, 0),
                1,
                varying.getDouble(i, 1),
                2,
                varying.getDouble(i, 2),
                2,
                4,
                varying.getDouble(i, 3),
                varying.getDouble(i, 4),
                varying.getDouble(i, 5)
              },
              within(1e-15));
    }
  }

  @Test
  void theLikelihoodSaysWhichAreConstants() {
    CompositeLikelihood likelihood =
        (CompositeLikelihood)
            ((VaeLossLayer) net().getLayer("loss").conf().getLayer()).getLikelihood();
    assertThat(likelihood.constants(4).keySet()).containsExactly(1, 3, 5, 6);
  }

  @Test
  void bothSurviveModelSerializer() throws IOException {
    ComputationGraph net = net();
    net.params().addi(0.1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(net, file, true);
    ComputationGraph read =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file.toByteArray()), true);
    assertThat(read.getConfiguration()).isEqualTo(net.getConfiguration());
    DataSet rows = new DataSet(ROWS, ROWS);
    assertThat(read.score(rows)).isEqualTo(net.score(rows));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new ConstantOutputsLayer.Builder().places(2, 1).build())
        .hasMessageContaining("expected places that ascend from 0 or later, got [2, 1]");
    assertThatThrownBy(() -> new ScaledColumnsLayer.Builder().shifts(1, 2).scales(1).build())
        .hasMessageContaining("expected as many shifts as scales and at least one, got 2 and 1");
    assertThatThrownBy(() -> new ScaledColumnsLayer.Builder().shifts(0).scales(Double.NaN).build())
        .hasMessageContaining("expected finite scales, got [NaN]");
    assertThatThrownBy(() -> new TableInputLayer.Builder().build())
        .hasMessageContaining("expected at least one column, got none");
    assertThatThrownBy(() -> new ColumnEncoding(ColumnEncoding.Kind.LOG1P, 2))
        .hasMessageContaining("categories of ONE_HOT alone, got LOG1P of 2");
    INDArray unknown = ROWS.dup().putScalar(0, 3, 3);
    assertThatThrownBy(() -> net().output(unknown))
        .hasMessageContaining("expected a category from 0 to 2, got 3.0");
  }
}
