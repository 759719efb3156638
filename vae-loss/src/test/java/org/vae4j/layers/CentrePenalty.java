package org.vae4j.layers;

import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.vae4j.loss.penalty.PenaltyValue;
import org.vae4j.loss.penalty.PosteriorBatch;
import org.vae4j.loss.penalty.PosteriorPenalty;

/**
 * A penalty of one's own, all of it: the squared distance of the aggregate posterior's mean from a
 * point.
 *
 * <pre>
 * Σⱼ (mean over i of meanᵢⱼ − point)²
 * </pre>
 *
 * @param point each coordinate of the point
 */
public record CentrePenalty(@JsonProperty("point") double point) implements PosteriorPenalty {
  @Override
  public String name() {
    return "centre";
  }

  @Override
  public PenaltyValue at(PosteriorBatch batch) {
    int n = batch.examples();
    double value = 0;
    double[][] byMean = new double[n][batch.units()];
    for (int j = 0; j < batch.units(); j++) {
      double distance = -point;
      for (double[] mean : batch.mean()) {
        distance += mean[j] / n;
      }
      value += distance * distance;
      for (double[] row : byMean) {
        row[j] = 2 * distance / n;
      }
    }
    return new PenaltyValue(value, byMean, new double[n][batch.units()], null);
  }
}
