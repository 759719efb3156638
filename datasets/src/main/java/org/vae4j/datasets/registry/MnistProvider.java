package org.vae4j.datasets.registry;

import java.io.IOException;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.mnist.Mnist;
import org.vae4j.datasets.mnist.MnistStore;

/** {@code mnist}: from a folder, the cache, or a mirror. */
final class MnistProvider implements DatasetProvider {
  private final MnistStore store;

  MnistProvider(MnistStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return Mnist.SET.name();
  }

  @Override
  public DatasetInfo info() {
    return new DatasetInfo(
        name(),
        Mnist.TRAIN_SIZE,
        Mnist.TEST_SIZE,
        Mnist.SET.shape(),
        Mnist.SET.classNames(),
        "CC BY-SA 3.0",
        "LeCun, Cortes, Burges: the MNIST database of handwritten digits",
        store.has(Mnist.SET));
  }

  @Override
  public DatasetSplits load(DatasetRequest request) throws IOException {
    return store.load(Mnist.SET, request.dataFolder(), request.listener());
  }
}
