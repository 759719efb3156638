package org.vae4j.layers;

import static org.vae4j.Closeness.assertClose;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.Golden;

/** A whole VAE with given weights and given ε, against PyTorch's autograd. */
class VaeGoldenTest {
  /** Our names of PyTorch's parameters. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "W1",
          "hidden_W",
          "b1",
          "hidden_b",
          "Wq",
          "posterior_W",
          "bq",
          "posterior_b",
          "W2",
          "decoder_W",
          "b2",
          "decoder_b",
          "W3",
          "logits_W",
          "b3",
          "logits_b");

  /** In float the two products of matrices before the loss each round a few times by 6e-8. */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 3e-6;
  }

  private static ComputationGraph net(Golden block, DataType type) {
    ComputationGraph net = new TinyVae().type(type).klWeight(block.number("beta")).net();
    PARAMETERS.forEach(
        (torch, ours) -> {
          INDArray parameter = net.getParam(ours);
          parameter.assign(values(block, "parameters/" + torch, type).reshape(parameter.shape()));
        });
    INDArray epsilon = values(block, "eps", type);
    GaussianSampling.of(net).setNoiseSource((ofType, examples, units) -> epsilon);
    return net;
  }

  private static INDArray values(Golden block, String field, DataType type) {
    boolean bias = field.contains("/b");
    INDArray values =
        bias
            ? Nd4j.createFromArray(block.vector(field))
            : Nd4j.createFromArray(block.matrix(field));
    return values.castTo(type);
  }

  @ParameterizedTest
  @CsvSource({"vaeBeta1, DOUBLE", "vaeBeta4, DOUBLE", "vaeBeta1, FLOAT", "vaeBeta4, FLOAT"})
  void forwardPassAndTermsAgree(String name, DataType type) {
    Golden block = Golden.block(name);
    ComputationGraph net = net(block, type);
    GaussianSampling.of(net).setSampleAtInference(true);
    INDArray x = values(block, "x", type);

    Map<String, INDArray> activations = net.feedForward(x, false);
    INDArray objective = net.scoreExamples(new DataSet(x, x), false);
    double score = net.score(new DataSet(x, x));

    double tolerance = tolerance(type);
    INDArray posterior = activations.get("posterior");
    assertClose("mean", columns(posterior, 0, 2), block.matrix("mean"), tolerance);
    assertClose("logVariance", columns(posterior, 2, 4), block.matrix("logvar"), tolerance);
    assertClose("logits", activations.get("logits"), block.matrix("logits"), tolerance);
    double[] reconstruction = block.vector("reconstruction");
    double[] kl = block.vector("kl");
    double[] expected = new double[kl.length];
    for (int i = 0; i < kl.length; i++) {
      expected[i] = reconstruction[i] + block.number("beta") * kl[i];
      DataSet one = new DataSet(x.getRow(i, true), x.getRow(i, true));
      INDArray itsNoise = values(block, "eps", type).getRow(i, true);
      GaussianSampling.of(net).setNoiseSource((ofType, examples, units) -> itsNoise);
      assertClose("objective", net.score(one), expected[i], tolerance);
      assertClose(
          "reconstruction",
          VaeLoss.of(net).lossTerms().reconstruction(),
          reconstruction[i],
          tolerance);
      assertClose("kl", VaeLoss.of(net).lossTerms().kl(), kl[i], tolerance);
    }
    assertClose("objective", objective, expected, tolerance);
    assertClose("score", score, block.number("lossMeanOverBatch"), tolerance);
  }

  @ParameterizedTest
  @CsvSource({"vaeBeta1, DOUBLE", "vaeBeta4, DOUBLE", "vaeBeta1, FLOAT", "vaeBeta4, FLOAT"})
  void scoreAndGradientsOfTrainingAgree(String name, DataType type) {
    Golden block = Golden.block(name);
    ComputationGraph net = net(block, type);
    INDArray x = values(block, "x", type);
    net.setInputs(x);
    net.setLabels(x);

    net.computeGradientAndScore();

    double tolerance = tolerance(type);
    assertClose("score", net.score(), block.number("lossMeanOverBatch"), tolerance);
    PARAMETERS.forEach(
        (torch, ours) -> {
          // DL4J's gradient is of the sum over the batch.
          INDArray gradient = net.gradient().getGradientFor(ours).div(x.size(0));
          INDArray expected = values(block, "gradientsOfMeanLoss/" + torch, DataType.DOUBLE);
          assertClose(ours, gradient, expected.reshape(gradient.shape()), tolerance);
        });
  }

  private static INDArray columns(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
