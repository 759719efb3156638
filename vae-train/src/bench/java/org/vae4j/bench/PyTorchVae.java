package org.vae4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.vae4j.datasets.Dataset;

/** PyTorch through DJL: the data as one tensor of floats, batches gathered by index. */
final class PyTorchVae implements Contender {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final PyTorchNet net;
  private final NDArray data;
  private final int batchSize;
  private int epoch;

  PyTorchVae(Task task, Dataset train) throws IOException {
    data = pixels(train, manager);
    net = task.conv() ? new PyTorchNet.Conv(manager) : new PyTorchNet.Mlp(manager);
    batchSize = task.batchSize();
  }

  @Override
  public void epoch() {
    int examples = (int) data.size(0);
    long[] order = shuffled(examples, epoch++);
    double loss = 0;
    for (int from = 0; from < examples; from += batchSize) {
      int to = Math.min(examples, from + batchSize);
      try (NDManager batch = manager.newSubManager()) {
        NDArray x = data.get(batch.create(Arrays.copyOfRange(order, from, to)));
        x.attach(batch);
        loss += net.step(x, batch) * (to - from);
      }
    }
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException("expected a finite loss, got " + loss / examples);
    }
  }

  private static long[] shuffled(int examples, int seed) {
    long[] order = IntStream.range(0, examples).asLongStream().toArray();
    Random random = new Random(seed);
    for (int i = examples - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static NDArray pixels(Dataset train, NDManager manager) {
    float[] values = new float[train.size() * train.features()];
    for (int i = 0; i < train.size(); i++) {
      byte[] image = train.bytes(i);
      for (int j = 0; j < image.length; j++) {
        values[i * image.length + j] = Byte.toUnsignedInt(image[j]) / 255f;
      }
    }
    return manager.create(values, new Shape(train.size(), train.features()));
  }
}
