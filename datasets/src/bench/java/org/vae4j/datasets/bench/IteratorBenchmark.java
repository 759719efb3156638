package org.vae4j.datasets.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.common.util.MathUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetIterator;

/**
 * Examples per second of what feeds a network the images that it learns to reproduce, shuffled anew
 * each epoch.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IteratorBenchmark {
  private final Random random = new Random(1);

  /** Ours keeps bytes; theirs keep floats, [60000, 784]. */
  private DatasetIterator batches;

  /** The images as DL4J's iterator wants them: a {@link DataSet} an example. */
  private List<DataSet> examples;

  private INDArray images;
  private int[] order;
  private INDArray wholeBatch;
  private INDArray lastBatch;

  /** Makes the data, and sees to it that all three hand out the same. */
  @Setup
  public void prepare() {
    Dataset digits = MnistSized.digits();
    batches =
        new DatasetIterator.Builder(digits, MnistSized.BATCH).shuffle(1).reuseArrays(true).build();
    images = new DatasetIterator.Builder(digits, MnistSized.EXAMPLES).build().next().getFeatures();
    examples = new DataSet(images, images).asList();
    order = IntStream.range(0, MnistSized.EXAMPLES).toArray();
    wholeBatch = images.get(NDArrayIndex.interval(0, MnistSized.BATCH)).dup();
    lastBatch = images.get(NDArrayIndex.interval(0, MnistSized.EXAMPLES % MnistSized.BATCH)).dup();

    INDArray expected = images.castTo(DataType.DOUBLE).sum(0);
    requireSum("ours", this::feedOurs, expected);
    requireSum("DL4J's", this::feedDl4jList, expected);
    requireSum("ND4J's", this::feedNd4jRows, expected);
  }

  /** In double, the order of 60,000 terms up to 1 does not show in the ninth digit. */
  private static void requireSum(
      String whose, Consumer<Consumer<INDArray>> epoch, INDArray expected) {
    INDArray sum = expected.like();
    epoch.accept(x -> sum.addi(x.castTo(DataType.DOUBLE).sum(0)));
    double difference = sum.sub(expected).amaxNumber().doubleValue();
    if (!(difference < 1e-9 * MnistSized.EXAMPLES)) {
      throw new IllegalStateException(
          "%s: the images of an epoch add up to others, by %s".formatted(whose, difference));
    }
  }

  /**
   * One epoch of ours, its shuffle included.
   *
   * @param sink takes the batches
   */
  @Benchmark
  @OperationsPerInvocation(MnistSized.EXAMPLES)
  public void ours(Blackhole sink) {
    feedOurs(sink::consume);
  }

  /**
   * One epoch as DL4J's examples have it: a list of examples, shuffled, and merged by the batch.
   *
   * @param sink takes the batches
   */
  @Benchmark
  @OperationsPerInvocation(MnistSized.EXAMPLES)
  public void dl4jList(Blackhole sink) {
    feedDl4jList(sink::consume);
  }

  /**
   * One epoch by ND4J's fastest operation: rows in a shuffled order, copied to an array that is
   * used again.
   *
   * @param sink takes the batches
   */
  @Benchmark
  @OperationsPerInvocation(MnistSized.EXAMPLES)
  public void nd4jRows(Blackhole sink) {
    feedNd4jRows(sink::consume);
  }

  private void feedOurs(Consumer<INDArray> network) {
    batches.reset();
    while (batches.hasNext()) {
      network.accept(batches.next().getFeatures());
    }
  }

  private void feedDl4jList(Consumer<INDArray> network) {
    Collections.shuffle(examples, random);
    DataSetIterator list = new ListDataSetIterator<>(examples, MnistSized.BATCH);
    while (list.hasNext()) {
      network.accept(list.next().getFeatures());
    }
  }

  private void feedNd4jRows(Consumer<INDArray> network) {
    MathUtils.shuffleArray(order, random);
    for (int from = 0; from < order.length; from += MnistSized.BATCH) {
      int to = Math.min(from + MnistSized.BATCH, order.length);
      INDArray batch = to - from == MnistSized.BATCH ? wholeBatch : lastBatch;
      network.accept(Nd4j.pullRows(images, batch, 1, Arrays.copyOfRange(order, from, to)));
    }
  }
}
