package org.vae4j.evaluate;

import java.util.stream.DoubleStream;

/**
 * How well a score tells two sets apart: the area under the ROC curve, which is the probability
 * that an odd example scores higher than a usual one, with ties for a half.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177730491">Mann &amp; Whitney 1947</a>
 */
public final class Auroc {
  private Auroc() {}

  /**
   * The area, 0 to 1; 0.5 by chance.
   *
   * @param usual scores of the usual ones
   * @param odd scores of those that should be higher; infinite scores tie with each other
   * @throws IllegalArgumentException if a set is empty or a score NaN
   */
  public static double of(double[] usual, double[] odd) {
    if (usual.length == 0 || odd.length == 0) {
      throw new IllegalArgumentException(
          "expected scores of two sets, got %d and %d".formatted(usual.length, odd.length));
    }
    if (DoubleStream.concat(DoubleStream.of(usual), DoubleStream.of(odd)).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("expected scores that can be compared, got NaN");
    }
    // Adding 0 turns −0 into 0, which a sort tells apart and a comparison does not.
    double[] first = DoubleStream.of(usual).map(score -> score + 0.0).sorted().toArray();
    double[] second = DoubleStream.of(odd).map(score -> score + 0.0).sorted().toArray();
    double won = 0;
    int below = 0;
    int upTo = 0;
    for (double score : second) {
      while (below < first.length && first[below] < score) {
        below++;
      }
      while (upTo < first.length && first[upTo] <= score) {
        upTo++;
      }
      won += 0.5 * ((double) below + upTo);
    }
    return won / ((double) first.length * second.length);
  }
}
