package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.vae4j.model.Vae;

/** E[z | x] of every example. */
public final class LatentMeans {
  private LatentMeans() {}

  /**
   * Encodes data.
   *
   * @param batches of x
   * @return {@code [N][L]}
   */
  public static double[][] of(Vae vae, Iterable<DataSet> batches) {
    List<double[]> means = new ArrayList<>();
    for (DataSet batch : batches) {
      means.addAll(List.of(vae.latent(batch.getFeatures()).toDoubleMatrix()));
    }
    return means.toArray(double[][]::new);
  }
}
