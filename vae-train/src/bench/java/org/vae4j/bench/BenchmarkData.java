package org.vae4j.bench;

import java.io.IOException;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.mnist.DataFolders;
import org.vae4j.datasets.registry.DatasetRequest;
import org.vae4j.datasets.registry.Datasets;

/** MNIST where {@code VAE4J_DATA} says that it is, else the drawn digits. */
final class BenchmarkData {
  private BenchmarkData() {}

  static Dataset train() throws IOException {
    String name = DataFolders.ofProcess().chosen().isPresent() ? "mnist" : "digits";
    return Datasets.standard().named(name).load(DatasetRequest.standard()).train();
  }
}
