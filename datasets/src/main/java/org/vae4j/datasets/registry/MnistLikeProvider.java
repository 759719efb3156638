package org.vae4j.datasets.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.mnist.MnistLike;
import org.vae4j.datasets.mnist.MnistStore;

/** MNIST or a set like it: from a folder, the cache, or a mirror. */
final class MnistLikeProvider implements DatasetProvider {
  private final MnistLike set;
  private final MnistStore store;

  MnistLikeProvider(MnistLike set, MnistStore store) {
    this.set = set;
    this.store = store;
  }

  @Override
  public String name() {
    return set.name();
  }

  @Override
  public DatasetInfo info() {
    return new DatasetInfo(
        set.name(),
        set.trainSize(),
        set.testSize(),
        set.shape(),
        set.classNames(),
        set.licence(),
        set.source());
  }

  @Override
  public boolean isHere(DatasetRequest request) throws IOException {
    return store.find(set, request.dataFolder()).isPresent();
  }

  @Override
  public Optional<Path> fetch(DatasetRequest request) throws IOException {
    return Optional.of(store.fetch(set, request.dataFolder(), request.listener()));
  }

  @Override
  public DatasetSplits load(DatasetRequest request) throws IOException {
    return store.load(set, request.dataFolder(), request.listener());
  }
}
