package org.vae4j.datasets.bench;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.preprocess.Binarisation;
import org.vae4j.datasets.preprocess.CropPad;
import org.vae4j.datasets.preprocess.Dequantisation;
import org.vae4j.datasets.preprocess.Draws;
import org.vae4j.datasets.preprocess.Standardisation;
import org.vae4j.datasets.preprocess.Threshold;
import org.vae4j.random.RandomKey;

/** Examples per second of the iterator with preprocessing, on images as MNIST's, shuffled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PreprocessingBenchmark {
  private static final Draws DRAWS = Draws.everyEpoch(RandomKey.of(1));

  /** What is done to each example. */
  public enum Steps {
    /** Nothing but bytes to numbers. */
    NONE,
    /** One comparison a pixel. */
    THRESHOLD,
    /** One draw a pixel. */
    DYNAMIC,
    /** One draw a pixel. */
    DEQUANTISE,
    /** In double. */
    STANDARD,
    /** To 32 by 32. */
    PAD
  }

  @Param private Steps steps;

  private DatasetIterator batches;

  /** Makes the data. */
  @Setup
  public void prepare() {
    Dataset train = MnistSized.digits();
    train =
        switch (steps) {
          case NONE -> train;
          case THRESHOLD -> train.then(Threshold.AT_HALF);
          case DYNAMIC -> train.then(new Binarisation(DRAWS));
          case DEQUANTISE -> train.then(new Dequantisation(DRAWS, 256));
          case STANDARD -> train.then(Standardisation.fit(train));
          case PAD -> train.then(new CropPad(MnistSized.SHAPE, 32, 32));
        };
    batches =
        new DatasetIterator.Builder(train, MnistSized.BATCH).shuffle(1).reuseArrays(true).build();
  }

  /**
   * One epoch, its shuffle included.
   *
   * @param sink takes the batches
   */
  @Benchmark
  @OperationsPerInvocation(MnistSized.EXAMPLES)
  public void epoch(Blackhole sink) {
    batches.reset();
    while (batches.hasNext()) {
      INDArray x = batches.next().getFeatures();
      sink.consume(x);
    }
  }
}
