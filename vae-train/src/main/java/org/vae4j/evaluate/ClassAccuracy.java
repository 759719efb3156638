package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.vae4j.random.RandomKey;

/**
 * How much of an example's class its latent mean tells, as a quick look at the use of the code: one
 * random half of the examples is learned from, the accuracy is that on the other.
 *
 * @param nearestNeighbours of the ten nearest neighbours' majority, 0 to 1
 * @param logisticProbe of a linear classifier, 0 to 1
 * @param n how many examples were asked
 * @param standardErrors of both
 */
public record ClassAccuracy(
    double nearestNeighbours, double logisticProbe, int n, StandardErrors standardErrors) {
  /** Of fewer answers an accuracy p tells little: its standard error is up to 0.16. */
  public static final int LEAST_ASKED = 10;

  private static final int NEIGHBOURS = 10;

  /** The neighbours take the square of this. */
  private static final int MOST_EXAMPLES = 10_000;

  /** √(p (1 − p) / n) of each accuracy p. */
  public record StandardErrors(double nearestNeighbours, double logisticProbe) {
    private static double of(double accuracy, int n) {
      return Math.sqrt(accuracy * (1 - accuracy) / n);
    }
  }

  /** How many of so many examples are asked. */
  public static int asked(int examples) {
    int count = Math.min(examples, MOST_EXAMPLES);
    return count - count / 2;
  }

  /**
   * Of at most {@value #MOST_EXAMPLES} examples, chosen at random.
   *
   * @param means {@code [N][L]}, so many that {@value #LEAST_ASKED} are {@link #asked}
   * @param labels N classes from 0
   * @param key what the choice comes from
   */
  public static ClassAccuracy of(double[][] means, int[] labels, int classes, RandomKey key) {
    int[] order = key.permutation(means.length);
    int count = Math.min(order.length, MOST_EXAMPLES);
    int[] known = Arrays.copyOf(order, count / 2);
    int[] asked = Arrays.copyOfRange(order, count / 2, count);
    double[][] knownMeans = Arrays.stream(known).mapToObj(i -> means[i]).toArray(double[][]::new);
    int[] knownLabels = Arrays.stream(known).map(i -> labels[i]).toArray();
    NearestNeighbours neighbours =
        new NearestNeighbours(knownMeans, knownLabels, classes, NEIGHBOURS);
    LogisticProbe probe = new LogisticProbe(knownMeans, knownLabels, classes);
    double byNeighbours = accuracy(asked, means, labels, neighbours::classOf);
    double byProbe = accuracy(asked, means, labels, probe::classOf);
    return new ClassAccuracy(
        byNeighbours,
        byProbe,
        asked.length,
        new StandardErrors(
            StandardErrors.of(byNeighbours, asked.length),
            StandardErrors.of(byProbe, asked.length)));
  }

  private static double accuracy(
      int[] asked, double[][] means, int[] labels, ToIntFunction<double[]> classOf) {
    long right =
        Arrays.stream(asked).filter(i -> classOf.applyAsInt(means[i]) == labels[i]).count();
    return (double) right / asked.length;
  }
}
