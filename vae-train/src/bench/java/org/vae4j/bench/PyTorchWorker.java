package org.vae4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.vae4j.datasets.ImageDataset;

/**
 * PyTorch in a process of its own, so that its threads and settings are those it has by itself. For
 * each line that it reads it trains for an epoch and answers with the loss.
 *
 * <p>Arguments: mlp or conv, examples, batch size.
 */
public final class PyTorchWorker {
  private PyTorchWorker() {}

  public static void main(String[] arguments) throws IOException {
    ImageDataset train = BenchmarkData.train().take(Integer.parseInt(arguments[1]));
    int batchSize = Integer.parseInt(arguments[2]);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray data = pixels(train, manager);
      PyTorchNet net =
          arguments[0].equals("mlp")
              ? new PyTorchNet.Mlp(manager)
              : new PyTorchNet.Conv(manager);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (int epoch = 0; in.readLine() != null; epoch++) {
        System.out.println(epoch(net, data, batchSize, epoch, manager));
      }
    }
  }

  private static double epoch(
      PyTorchNet net, NDArray data, int batchSize, int epoch, NDManager manager) {
    int examples = (int) data.size(0);
    long[] order = shuffled(examples, epoch);
    double loss = 0;
    for (int from = 0; from < examples; from += batchSize) {
      int to = Math.min(examples, from + batchSize);
      try (NDManager batch = manager.newSubManager()) {
        long[] chosen = Arrays.copyOfRange(order, from, to);
        NDArray x = data.get(batch.create(chosen));
        x.attach(batch);
        loss += net.step(x, batch) * (to - from);
      }
    }
    return loss / examples;
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

  private static NDArray pixels(ImageDataset train, NDManager manager) {
    float[] values = new float[train.size() * train.features()];
    for (int i = 0; i < train.size(); i++) {
      byte[] image = train.image(i);
      for (int j = 0; j < image.length; j++) {
        values[i * image.length + j] = Byte.toUnsignedInt(image[j]) / 255f;
      }
    }
    return manager.create(values, new Shape(train.size(), train.features()));
  }
}
