package org.vae4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.Closeness.assertClose;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.Golden;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.bound.DrawTerms;
import org.vae4j.loss.bound.ImportanceWeights;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/** The loss layer by itself, against PyTorch's autograd. */
class ImportanceWeightedGoldenTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();
  private static final Golden BLOCK = Golden.objective("importanceWeighted");

  /** In float a log-weight of some 20 nats is rounded by 1e-6, and a share of it as much. */
  private static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? 1e-10 : 2e-5;
  }

  private static INDArray values(String field, DataType type) {
    return Nd4j.createFromArray(BLOCK.matrix(field)).castTo(type);
  }

  private static ImportanceWeightedLoss loss(Bound bound, DataType type) {
    INDArray logits = values("logits", type);
    ComputationGraph net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(type)
                .graphBuilder()
                .addInputs("logits", "logPosterior", "logPrior")
                .setInputTypes(
                    InputType.feedForward(logits.size(1)),
                    InputType.feedForward(1),
                    InputType.feedForward(1))
                .addLayer(
                    "loss",
                    new ImportanceWeightedLossLayer.Builder()
                        .samples((int) BLOCK.number("samples"))
                        .likelihood(new BernoulliLikelihood())
                        .bound(bound)
                        .build(),
                    "logits",
                    "logPosterior",
                    "logPrior")
                .setOutputs("loss")
                .build());
    net.init();
    ImportanceWeightedLoss loss = ImportanceWeightedLoss.of(net);
    loss.setInput(
        Nd4j.hstack(logits, values("logPosterior", type), values("logPrior", type)), NONE);
    loss.setLabels(values("x", type));
    return loss;
  }

  @ParameterizedTest
  @CsvSource({"ELBO, elbo, DOUBLE", "IWAE, iwae, DOUBLE", "ELBO, elbo, FLOAT", "IWAE, iwae, FLOAT"})
  void scoresAndGradientsAgree(Bound bound, String name, DataType type) {
    ImportanceWeightedLoss loss = loss(bound, type);
    double tolerance = tolerance(type);

    assertClose(
        "score", loss.computeScore(0, true, NONE), BLOCK.number(name + "/score"), tolerance);
    assertClose(
        "score of each",
        loss.computeScoreForExamples(0, NONE),
        BLOCK.vector(name + "/scoreOfEach"),
        tolerance);
    INDArray gradient = loss.backpropGradient(null, NONE).getSecond();
    // That of the layer is of the sum over the batch.
    INDArray ofMean = gradient.div(loss.getLabels().size(0));
    long columns = gradient.size(1);
    assertClose(
        "by logits", columns(ofMean, 0, columns - 2), BLOCK.matrix(name + "/d_logits"), tolerance);
    assertClose(
        "by logPosterior",
        columns(ofMean, columns - 2, columns - 1),
        BLOCK.matrix(name + "/d_logPosterior"),
        tolerance);
    assertClose(
        "by logPrior",
        columns(ofMean, columns - 1, columns),
        BLOCK.matrix(name + "/d_logPrior"),
        tolerance);
    assertThat(gradient.dataType()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE", "FLOAT"})
  void weightsAndTermsAgree(DataType type) {
    ImportanceWeightedLoss loss = loss(Bound.IWAE, type);
    double tolerance = tolerance(type);
    double[][] logWeights = BLOCK.matrix("logWeights");
    double[] sampleSizes = BLOCK.vector("effectiveSampleSize");

    List<ImportanceWeights> weights = loss.drawTerms().stream().map(DrawTerms::weights).toList();
    loss.computeScore(0, false, NONE);

    double meanSampleSize = 0;
    double meanLog = 0;
    for (int i = 0; i < logWeights.length; i++) {
      INDArray ofExample = Nd4j.createFromArray(weights.get(i).logWeights());
      assertClose("log w", ofExample, logWeights[i], tolerance);
      assertClose("size", weights.get(i).effectiveSampleSize(), sampleSizes[i], tolerance);
      meanSampleSize += sampleSizes[i] / sampleSizes.length;
      meanLog += weights.get(i).meanLog() / logWeights.length;
    }
    assertClose("size", loss.boundTerms().effectiveSampleSize(), meanSampleSize, tolerance);
    assertClose("objective", loss.boundTerms().objective(), BLOCK.number("iwae/score"), tolerance);
    assertClose("reconstruction + KL", loss.boundTerms().total(), -meanLog, tolerance);
    double kl =
        values("logPosterior", DataType.DOUBLE)
            .sub(values("logPrior", DataType.DOUBLE))
            .meanNumber()
            .doubleValue();
    assertClose("KL", loss.boundTerms().kl(), kl, tolerance);
    assertThat(loss.boundTerms().examples()).isEqualTo(logWeights.length);
    assertThat(loss.boundTerms().klWeight()).isEqualTo(1);
  }

  private static INDArray columns(INDArray array, long from, long to) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
