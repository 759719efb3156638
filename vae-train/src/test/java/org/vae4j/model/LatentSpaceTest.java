package org.vae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.DiagonalGaussian;

class LatentSpaceTest {
  /** Some twenty roundings of numbers near 1, in double. */
  private static final double ROUNDING = 1e-14;

  /** The digits to which the reference values are given. */
  private static final double TABULATED = 1e-12;

  private final LatentSpace plane = standard(2);

  @Test
  void lineTakesEqualSteps() {
    INDArray line = plane.line(row(0, 4), row(2, 0), 5);
    assertThat(line.toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{0, 4}, {0.5, 3}, {1, 2}, {1.5, 1}, {2, 0}});
  }

  @Test
  void arcTurnsByEqualAnglesAtOneDistance() {
    INDArray arc = plane.arc(row(2, 0), row(0, 2), 4);
    for (int i = 0; i < 4; i++) {
      double angle = Math.toRadians(30 * i);
      assertThat(arc.getDouble(i, 0)).isCloseTo(2 * Math.cos(angle), within(ROUNDING));
      assertThat(arc.getDouble(i, 1)).isCloseTo(2 * Math.sin(angle), within(ROUNDING));
    }
  }

  @Test
  void arcIsAboutThePriorsMeanInItsStandardDeviations() {
    // mean (1, -1), standard deviations (2, ½): the ends are (1, 0) and (0, 1) of them away
    LatentSpace space =
        new LatentSpace(new DiagonalGaussian(row(1, -1), row(Math.log(4), Math.log(0.25))));
    INDArray arc = space.arc(row(3, -1), row(1, -0.5), 3);
    assertThat(arc.getDouble(1, 0)).isCloseTo(1 + 2 * Math.sqrt(0.5), within(ROUNDING));
    assertThat(arc.getDouble(1, 1)).isCloseTo(-1 + 0.5 * Math.sqrt(0.5), within(ROUNDING));
  }

  @Test
  void arcWithoutAnAngleIsALine() {
    for (INDArray end : List.of(row(-2, 0), row(4, 0), row(0, 0))) {
      assertThat(plane.arc(row(2, 0), end, 5)).isEqualTo(plane.line(row(2, 0), end, 5));
    }
  }

  @Test
  void traversalMovesOneUnitAtATime() {
    INDArray places = standard(3).traversal(row(7, 8, 9), List.of(2, 0), 3, 3);
    assertThat(places.toDoubleMatrix())
        .isDeepEqualTo(
            new double[][] {{7, 8, -3}, {7, 8, 0}, {7, 8, 3}, {-3, 8, 9}, {0, 8, 9}, {3, 8, 9}});
  }

  @Test
  void gridIsOfQuantiles() {
    INDArray grid = plane.grid(4);
    // Φ⁻¹(7/8) and Φ⁻¹(5/8), from tables
    double far = 1.150349380376008;
    double near = 0.318639363964375;
    double[] quantiles = {-far, -near, near, far};
    assertThat(grid.shape()).containsExactly(16, 2);
    for (int i = 0; i < 16; i++) {
      assertThat(grid.getDouble(i, 0)).isCloseTo(quantiles[i % 4], within(TABULATED));
      assertThat(grid.getDouble(i, 1)).isCloseTo(quantiles[3 - i / 4], within(TABULATED));
    }
  }

  @Test
  void gridIsOfTwoUnits() {
    assertThatThrownBy(() -> standard(3).grid(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 latent units, got 3");
  }

  private static LatentSpace standard(int units) {
    INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 1, units);
    return new LatentSpace(new DiagonalGaussian(zeros, zeros));
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }
}
