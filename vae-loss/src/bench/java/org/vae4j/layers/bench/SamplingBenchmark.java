package org.vae4j.layers.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
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
import org.vae4j.layers.GaussianSamplingLayer;

/** z = mean + stdDev · ε for one batch of 20 latent units, the draw of ε included, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
public class SamplingBenchmark {
  private static final int LATENT_SIZE = 20;

  @Param({"128", "512"})
  private int examples;

  private Layer layer;
  private INDArray posterior;
  private INDArray byLatent;

  private record Sampling(INDArray z, INDArray byPosterior) {}

  /** Draws a batch, and compares the results. */
  @Setup
  public void prepare() {
    Nd4j.getRandom().setSeed(1);
    posterior = Nd4j.randn(DataType.FLOAT, examples, 2 * LATENT_SIZE);
    byLatent = Nd4j.randn(DataType.FLOAT, examples, LATENT_SIZE);
    NeuralNetConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .layer(new GaussianSamplingLayer.Builder().name("z").latentSize(LATENT_SIZE).build())
            .build();
    layer = conf.getLayer().instantiate(conf, List.of(), 0, null, false, DataType.FLOAT);

    StepMemory.run(this::requireAgreement);
  }

  private void requireAgreement() {
    Nd4j.getRandom().setSeed(2);
    Sampling ours = ofLayer();
    Nd4j.getRandom().setSeed(2);
    Sampling theirs = ofNd4j();
    // A few roundings of numbers that may reach 30.
    Agreement.require("z", ours.z(), theirs.z(), 1e-5);
    Agreement.require("gradient", ours.byPosterior(), theirs.byPosterior(), 1e-5);
  }

  /**
   * The sampling layer.
   *
   * @return z and the gradient
   */
  @Benchmark
  public Object ours() {
    return StepMemory.call(this::ofLayer);
  }

  /**
   * ND4J's elementwise operations.
   *
   * @return z and the gradient
   */
  @Benchmark
  public Object nd4j() {
    return StepMemory.call(this::ofNd4j);
  }

  private Sampling ofLayer() {
    layer.setInput(posterior, StepMemory.OF_LAYERS);
    INDArray z = layer.activate(true, StepMemory.OF_LAYERS);
    return new Sampling(z, layer.backpropGradient(byLatent, StepMemory.OF_LAYERS).getSecond());
  }

  private Sampling ofNd4j() {
    INDArray mean = columns(posterior, 0, LATENT_SIZE);
    INDArray logVariance = columns(posterior, LATENT_SIZE, 2 * LATENT_SIZE);
    INDArray epsilon = Nd4j.randn(DataType.FLOAT, examples, LATENT_SIZE);
    INDArray deviation = Transforms.exp(logVariance.mul(0.5), false).muli(epsilon);
    INDArray z = mean.add(deviation);
    INDArray byPosterior = Nd4j.createUninitialized(DataType.FLOAT, posterior.shape(), 'c');
    columns(byPosterior, 0, LATENT_SIZE).assign(byLatent);
    columns(byPosterior, LATENT_SIZE, 2 * LATENT_SIZE).assign(deviation.muli(0.5).muli(byLatent));
    return new Sampling(z, byPosterior);
  }

  private static INDArray columns(INDArray matrix, int from, int to) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
