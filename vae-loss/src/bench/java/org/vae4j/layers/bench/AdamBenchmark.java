package org.vae4j.layers.bench;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vae4j.layers.lean.LeanAdam;

/** A step of Adam on the parameters of a 784-400-20-400-784 autoencoder. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
public class AdamBenchmark {
  private static final int PARAMETERS = 652_824;
  private static final double LEARNING_RATE = 1e-3;

  /** 0.9 to that power takes any first moment to the denormal numbers, where it gets stuck. */
  private static final int STEPS_TO_DENORMALS = 1000;

  /** What the steps before were given. */
  public enum Gradients {
    /** Normal draws throughout. */
    NORMAL,
    /** The same, but for a thousand steps half have been zero, as those of border pixels are. */
    HALF_ZERO
  }

  @Param private Gradients gradients;

  private GradientUpdater<?> ours;
  private GradientUpdater<?> theirs;
  private INDArray drawn;
  private INDArray gradient;
  private int iteration;

  /** Takes the steps before, and compares their results. */
  @Setup
  public void prepare() {
    Nd4j.getRandom().setSeed(1);
    ours = new LeanAdam(LEARNING_RATE).instantiate(state(), true);
    theirs = new Adam(LEARNING_RATE).instantiate(state(), true);
    drawn = Nd4j.randn(DataType.FLOAT, 1, PARAMETERS).muli(1e-3);
    gradient = drawn.like();
    step();
    if (gradients == Gradients.HALF_ZERO) {
      drawn.get(NDArrayIndex.all(), NDArrayIndex.interval(0, PARAMETERS / 2)).assign(0);
      while (iteration < STEPS_TO_DENORMALS) {
        step();
      }
    }
    // 1e-4 of an update: ND4J takes 1 − β₂ in float.
    Agreement.require("update", step(ours), step(theirs), 1e-4 * LEARNING_RATE);
  }

  private static INDArray state() {
    return Nd4j.zeros(DataType.FLOAT, 1, 2 * PARAMETERS);
  }

  private void step() {
    step(ours);
    step(theirs);
    iteration++;
  }

  private INDArray step(GradientUpdater<?> updater) {
    renewGradient();
    updater.applyUpdater(gradient, iteration, 0);
    return gradient.dup();
  }

  /**
   * An updater overwrites the gradient with the update. A step is long against the clock's tick.
   */
  @Setup(Level.Invocation)
  public void renewGradient() {
    gradient.assign(drawn);
  }

  /**
   * The lean one.
   *
   * @return the update
   */
  @Benchmark
  public INDArray ours() {
    ours.applyUpdater(gradient, iteration++, 0);
    return gradient;
  }

  /**
   * ND4J's.
   *
   * @return the update
   */
  @Benchmark
  public INDArray nd4j() {
    theirs.applyUpdater(gradient, iteration++, 0);
    return gradient;
  }
}
