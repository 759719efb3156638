package org.vae4j.evaluate;

/** Tells a class by the K nearest examples of known class, by Euclidean distance. */
final class NearestNeighbours {
  private final double[][] known;
  private final int[] labels;
  private final int classes;
  private final int neighbours;

  /**
   * @param known {@code [N][L]}
   * @param labels N classes from 0
   * @param neighbours K; cut to N
   */
  NearestNeighbours(double[][] known, int[] labels, int classes, int neighbours) {
    this.known = known;
    this.labels = labels;
    this.classes = classes;
    this.neighbours = Math.min(neighbours, known.length);
  }

  /** The class that most of the neighbours have; of several, that of the nearest among them. */
  int classOf(double[] point) {
    int[] nearest = nearest(point);
    int[] votes = new int[classes];
    int most = 0;
    for (int i : nearest) {
      most = Math.max(most, ++votes[labels[i]]);
    }
    for (int i : nearest) {
      if (votes[labels[i]] == most) {
        return labels[i];
      }
    }
    throw new IllegalStateException("expected at least one neighbour");
  }

  /** The K nearest, the nearest first; of equal ones those that came first. */
  private int[] nearest(double[] point) {
    int[] nearest = new int[neighbours];
    double[] distances = new double[neighbours];
    int found = 0;
    for (int i = 0; i < known.length; i++) {
      double distance = squaredDistance(point, known[i]);
      if (found == neighbours && distance >= distances[found - 1]) {
        continue;
      }
      int at = found < neighbours ? found++ : found - 1;
      for (; at > 0 && distances[at - 1] > distance; at--) {
        distances[at] = distances[at - 1];
        nearest[at] = nearest[at - 1];
      }
      distances[at] = distance;
      nearest[at] = i;
    }
    return nearest;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
