package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.vae4j.random.RandomKey;

class ClassAccuracyTest {
  private static final int CLASSES = 3;

  /** Round clouds of deviation 1, whose centres lie {@code distance} apart on a line. */
  private static double[][] clouds(int[] labels, double distance) {
    NormalDraws noise = new NormalDraws(RandomKey.of(5));
    double[][] points = new double[labels.length][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {noise.next(), distance * labels[i] + noise.next(), 7};
    }
    return points;
  }

  private static int[] labels(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }

  @Test
  void isOneWhereTheClassesAreFarApart() {
    int[] labels = labels(300);
    ClassAccuracy accuracy = ClassAccuracy.of(clouds(labels, 30), labels, CLASSES, RandomKey.of(1));
    assertThat(accuracy)
        .isEqualTo(new ClassAccuracy(1, 1, 150, new ClassAccuracy.StandardErrors(0, 0)));
  }

  @Test
  void isChanceWhereTheClassesAreTheSame() {
    int[] labels = labels(3000);
    ClassAccuracy accuracy = ClassAccuracy.of(clouds(labels, 0), labels, CLASSES, RandomKey.of(1));
    // Four standard errors of 1500 guesses.
    double error = 4 * Math.sqrt(1.0 / 3 * 2 / 3 / 1500);
    assertThat(accuracy.nearestNeighbours()).isCloseTo(1.0 / 3, within(error));
    assertThat(accuracy.logisticProbe()).isCloseTo(1.0 / 3, within(error));
    assertThat(accuracy.n()).isEqualTo(1500);
    // That of a third, up to the few hundredths by which the accuracy misses it.
    assertThat(4 * accuracy.standardErrors().logisticProbe())
        .isCloseTo(error, within(0.05 * error));
    assertThat(4 * accuracy.standardErrors().nearestNeighbours())
        .isCloseTo(error, within(0.05 * error));
  }

  @Test
  void theProbeComesUpToTheBestLinearRule() {
    int[] labels = labels(6000);
    ClassAccuracy accuracy = ClassAccuracy.of(clouds(labels, 2), labels, CLASSES, RandomKey.of(1));
    // Cut half-way: the outer two are right with Φ(1), the middle one with 2 Φ(1) − 1.
    double phi = 0.8413447460685429;
    double best = (2 * phi + 2 * phi - 1) / 3;
    assertThat(accuracy.logisticProbe())
        .isCloseTo(best, within(4 * Math.sqrt(best * (1 - best) / 3000)));
  }

  @Test
  void theNearestDecidesATie() {
    double[][] known = {{0}, {1}, {4}, {5}};
    NearestNeighbours two = new NearestNeighbours(known, new int[] {0, 0, 1, 1}, 2, 4);
    assertThat(two.classOf(new double[] {2.4})).isEqualTo(0);
    assertThat(two.classOf(new double[] {2.6})).isEqualTo(1);
    assertThat(new NearestNeighbours(known, new int[] {0, 1, 1, 1}, 2, 3).classOf(new double[] {0}))
        .isEqualTo(1);
    assertThat(new NearestNeighbours(known, new int[] {0, 1, 1, 1}, 2, 1).classOf(new double[] {0}))
        .isEqualTo(0);
  }
}
