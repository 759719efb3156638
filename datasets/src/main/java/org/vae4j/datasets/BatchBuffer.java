package org.vae4j.datasets;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where one batch at a time is put together. */
final class BatchBuffer {
  private final int batchSize;
  private final int features;
  private final boolean reuseArrays;
  private final float[] block;
  private INDArray wholeBatch;
  private INDArray lastBatch;

  BatchBuffer(int batchSize, int features, boolean reuseArrays) {
    this.batchSize = batchSize;
    this.features = features;
    this.reuseArrays = reuseArrays;
    this.block = new float[Math.multiplyExact(batchSize, features)];
  }

  /**
   * Puts examples into an array [n, D].
   *
   * @param examples which, in their order
   */
  INDArray fill(ExampleReader reader, int epoch, int... examples) {
    for (int i = 0; i < examples.length; i++) {
      reader.read(examples[i], epoch, block, i * features);
    }
    INDArray x = arrayFor(examples.length);
    x.data().asNioFloat().put(block, 0, examples.length * features);
    return x;
  }

  private INDArray arrayFor(int count) {
    if (!reuseArrays) {
      return Nd4j.createUninitialized(DataType.FLOAT, new long[] {count, features}, 'c');
    }
    if (count == batchSize) {
      wholeBatch = kept(wholeBatch, count);
      return wholeBatch;
    }
    lastBatch = kept(lastBatch, count);
    return lastBatch;
  }

  /** An array that outlives the call must not lie in the caller's workspace. */
  private INDArray kept(INDArray array, int count) {
    if (array != null && array.size(0) == count) {
      return array;
    }
    return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', count, features);
  }
}
