package org.vae4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PrincipalComponentsTest {
  /** Some thousand roundings of numbers near 10, in double. */
  private static final double ROUNDING = 1e-11;

  @Test
  void findsThePlaneThatThePointsWereLaidInto() {
    // orthonormal directions, the largest element of each positive
    double[] first = {2 / 3.0, -1 / 3.0, 2 / 3.0};
    double[] second = {2 / 3.0, 2 / 3.0, -1 / 3.0};
    int n = 101;
    double[][] points = new double[n][3];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * i / n;
      for (int j = 0; j < 3; j++) {
        points[i][j] = 7 + 5 * Math.cos(angle) * first[j] + 2 * Math.sin(angle) * second[j];
      }
    }
    PrincipalComponents plane = PrincipalComponents.of(Nd4j.createFromArray(points));
    // an ellipse: variances 25/2 and 4/2
    assertThat(plane.explained().getDouble(0)).isCloseTo(25 / 29.0, within(ROUNDING));
    assertThat(plane.explained().getDouble(1)).isCloseTo(4 / 29.0, within(ROUNDING));
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * i / n;
      assertThat(plane.points().getDouble(i, 0)).isCloseTo(5 * Math.cos(angle), within(ROUNDING));
      assertThat(plane.points().getDouble(i, 1)).isCloseTo(2 * Math.sin(angle), within(ROUNDING));
    }
  }

  @Test
  void pointsThatDoNotVaryLieTogether() {
    INDArray same = Nd4j.ones(5, 3);
    PrincipalComponents plane = PrincipalComponents.of(same);
    assertThat(plane.points().toDoubleMatrix()).isDeepEqualTo(new double[5][2]);
    assertThat(plane.explained().toDoubleVector()).containsExactly(0, 0);
  }
}
