package org.vae4j.layers.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
import org.vae4j.layers.lean.LeanDenseLayer;

/** A dense layer of one batch, forward and back, by weights, bias and input. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
public class DenseBenchmark {
  /** The two large products of an MLP for MNIST. */
  public enum Place {
    /** The encoder's first. */
    FROM_PIXELS(784, 400, Activation.RELU),
    /** The decoder's last. */
    TO_PIXELS(400, 784, Activation.IDENTITY);

    private final int inputs;
    private final int outputs;
    private final Activation activation;

    Place(int inputs, int outputs, Activation activation) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.activation = activation;
    }

    private <B extends FeedForwardLayer.Builder<B>> B shape(B builder) {
      return builder.nIn(inputs).nOut(outputs).activation(activation);
    }
  }

  @Param({"128", "512"})
  private int examples;

  @Param private Place place;

  private Layer ours;
  private Layer theirs;
  private INDArray x;
  private INDArray byOutput;

  private record Dense(INDArray y, INDArray byParameters, INDArray byInput) {}

  /** Draws a batch, and compares the results. */
  @Setup
  public void prepare() {
    Nd4j.getRandom().setSeed(1);
    x = Nd4j.rand(DataType.FLOAT, examples, place.inputs);
    byOutput = Nd4j.randn(DataType.FLOAT, examples, place.outputs);
    INDArray parameters =
        Nd4j.randn(DataType.FLOAT, 1, place.inputs * place.outputs + place.outputs).muli(0.05);
    ours = layer(place.shape(new LeanDenseLayer.Builder()).build(), parameters);
    theirs = layer(place.shape(new DenseLayer.Builder()).build(), parameters);

    StepMemory.run(this::requireAgreement);
  }

  private void requireAgreement() {
    Dense lean = pass(ours);
    Dense dense = pass(theirs);
    // Sums of up to 784 products of size 1, added up in different orders.
    Agreement.require("output", lean.y(), dense.y(), 1e-4);
    Agreement.require("gradient by parameters", lean.byParameters(), dense.byParameters(), 1e-4);
    Agreement.require("gradient by input", lean.byInput(), dense.byInput(), 1e-4);
  }

  private static Layer layer(FeedForwardLayer config, INDArray parameters) {
    NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder().layer(config).build();
    Layer layer = config.instantiate(conf, List.of(), 0, parameters, false, DataType.FLOAT);
    layer.setBackpropGradientsViewArray(parameters.like());
    return layer;
  }

  /**
   * The lean dense layer.
   *
   * @return output and gradients
   */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = LossBenchmark.VECTOR_API)
  public Object ours() {
    return StepMemory.call(() -> pass(ours));
  }

  /**
   * The lean dense layer whose products are ND4J's.
   *
   * @return output and gradients
   */
  @Benchmark
  public Object oursWithoutVectorApi() {
    return StepMemory.call(() -> pass(ours));
  }

  /**
   * DL4J's dense layer.
   *
   * @return output and gradients
   */
  @Benchmark
  public Object dl4j() {
    return StepMemory.call(() -> pass(theirs));
  }

  /**
   * A layer may overwrite the gradient that it is handed. Here the rectifier's gate, which is the
   * same each time and for both, is all that is put on it.
   */
  private Dense pass(Layer layer) {
    layer.setInput(x, StepMemory.OF_LAYERS);
    INDArray y = layer.activate(true, StepMemory.OF_LAYERS);
    INDArray byInput = layer.backpropGradient(byOutput, StepMemory.OF_LAYERS).getSecond();
    return new Dense(y, layer.getGradientsViewArray(), byInput);
  }
}
