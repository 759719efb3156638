package org.vae4j.layers.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vae4j.layers.VaeLoss;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.likelihood.BernoulliLikelihood;

/**
 * The loss of one batch and its gradient: Bernoulli cross-entropy of 784 pixels and KL divergence
 * of 20 latent units.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
public class LossBenchmark {
  private static final int PIXELS = 784;
  private static final int LATENT_SIZE = 20;

  /** For the forks that are to have it: as an option of the command all would get it. */
  static final String VECTOR_API = "--add-modules=jdk.incubator.vector";

  private static final ILossFunction CROSS_ENTROPY = new LossBinaryXENT();
  private static final IActivation SIGMOID = new ActivationSigmoid();

  @Param({"128", "512"})
  private int examples;

  private VaeLoss layer;
  private INDArray x;
  private INDArray logits;
  private INDArray posterior;

  /** What the layer sees: both side by side. */
  private INDArray merged;

  /** Score averaged over the batch; gradients of the sum. */
  private record Loss(double score, INDArray byLogits, INDArray byPosterior) {}

  /** Draws a batch, and compares the results. */
  @Setup
  public void prepare() {
    Nd4j.getRandom().setSeed(1);
    x = Nd4j.rand(DataType.FLOAT, examples, PIXELS);
    logits = Nd4j.randn(DataType.FLOAT, examples, PIXELS);
    posterior = Nd4j.randn(DataType.FLOAT, examples, 2 * LATENT_SIZE);
    merged = Nd4j.hstack(logits, posterior);
    NeuralNetConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .layer(
                new VaeLossLayer.Builder()
                    .name("loss")
                    .latentSize(LATENT_SIZE)
                    .likelihood(new BernoulliLikelihood())
                    .build())
            .build();
    layer = (VaeLoss) conf.getLayer().instantiate(conf, List.of(), 0, null, false, DataType.FLOAT);

    StepMemory.run(this::requireAgreement);
  }

  private void requireAgreement() {
    Loss ours = ofLayer();
    Loss theirs = ofNd4j();
    // ND4J's sum is one of floats, its gradient a quotient of small probabilities.
    Agreement.require("loss", ours.score(), theirs.score(), 1e-4 * theirs.score());
    Agreement.require("gradient by logits", ours.byLogits(), theirs.byLogits(), 1e-4);
    Agreement.require("gradient by posterior", ours.byPosterior(), theirs.byPosterior(), 1e-5);
  }

  /**
   * The loss layer.
   *
   * @return the loss
   */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = VECTOR_API)
  public Object ours() {
    return StepMemory.call(this::ofLayer);
  }

  /**
   * The loss layer in a JVM without the Vector API.
   *
   * @return the loss
   */
  @Benchmark
  public Object oursWithoutVectorApi() {
    return StepMemory.call(this::ofLayer);
  }

  /**
   * ND4J's loss function, and its elementwise operations.
   *
   * @return the loss
   */
  @Benchmark
  public Object nd4j() {
    return StepMemory.call(this::ofNd4j);
  }

  private Loss ofLayer() {
    layer.setInput(merged, StepMemory.OF_LAYERS);
    layer.setLabels(x);
    INDArray gradient = layer.backpropGradient(null, StepMemory.OF_LAYERS).getSecond();
    double score = layer.computeScore(0, true, StepMemory.OF_LAYERS);
    return new Loss(
        score, columns(gradient, 0, PIXELS), columns(gradient, PIXELS, PIXELS + 2 * LATENT_SIZE));
  }

  private Loss ofNd4j() {
    double crossEntropy = CROSS_ENTROPY.computeScore(x, logits, SIGMOID, null, false);
    // The sigmoid overwrites what its gradient is taken at: DL4J computes that anew for each.
    INDArray byLogits = CROSS_ENTROPY.computeGradient(x, logits.dup(), SIGMOID, null);

    INDArray mean = columns(posterior, 0, LATENT_SIZE);
    INDArray logVariance = columns(posterior, LATENT_SIZE, 2 * LATENT_SIZE);
    INDArray varianceMinusOne = Transforms.exp(logVariance, true).subi(1);
    double kl =
        0.5 * mean.mul(mean).addi(varianceMinusOne).subi(logVariance).sumNumber().doubleValue();
    INDArray byPosterior = Nd4j.createUninitialized(DataType.FLOAT, posterior.shape(), 'c');
    columns(byPosterior, 0, LATENT_SIZE).assign(mean);
    columns(byPosterior, LATENT_SIZE, 2 * LATENT_SIZE).assign(varianceMinusOne.muli(0.5));
    return new Loss((crossEntropy + kl) / examples, byLogits, byPosterior);
  }

  private static INDArray columns(INDArray matrix, int from, int to) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
