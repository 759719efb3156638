package org.vae4j.layers.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vae4j.Closeness.assertClose;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SeededMatrices;

/** The last column is the log-density of what the others have become. */
class FlowDensityTest {
  private static final int CONTEXT = 2;

  /** Of four units, an odd number of five, and two that know a context. */
  static Stream<FlowLayer> flows() {
    return Stream.of(
        new PlanarFlowLayer.Builder().latentSize(4).build(),
        new CouplingFlowLayer.Builder().latentSize(4).hidden(7).build(),
        new CouplingFlowLayer.Builder().latentSize(4).hidden(7).transformsFirstHalf(true).build(),
        new CouplingFlowLayer.Builder().latentSize(5).hidden(7).build(),
        new CouplingFlowLayer.Builder().latentSize(5).hidden(7).transformsFirstHalf(true).build(),
        new CouplingFlowLayer.Builder().latentSize(4).hidden(7).contextSize(CONTEXT).build(),
        new AutoregressiveFlowLayer.Builder().latentSize(4).hidden(7).build(),
        new AutoregressiveFlowLayer.Builder().latentSize(5).hidden(7).build(),
        new AutoregressiveFlowLayer.Builder().latentSize(4).hidden(7).contextSize(CONTEXT).build());
  }

  static Stream<Arguments> flowsAndSeeds() {
    return flows().flatMap(flow -> Stream.of(1, 2, 3, 4, 5).map(seed -> Arguments.of(flow, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("flowsAndSeeds")
  void subtractsTheLogDeterminantOfTheNumericJacobian(FlowLayer layer, int seed) {
    LoneFlow flow = new LoneFlow(layer, DataType.DOUBLE).random(seed, 0.8);
    int size = layer.getLatentSize();
    INDArray row = new SeededMatrices(seed, DataType.DOUBLE).normal(1, (int) layer.columns(), 1);
    double[][] jacobian = new double[size][size];
    double step = 1e-5;
    for (int j = 0; j < size; j++) {
      INDArray up = flow.output(row.dup().putScalar(0, j, row.getDouble(0, j) + step));
      INDArray down = flow.output(row.dup().putScalar(0, j, row.getDouble(0, j) - step));
      for (int i = 0; i < size; i++) {
        jacobian[i][j] = (up.getDouble(0, i) - down.getDouble(0, i)) / (2 * step);
      }
    }
    double determinant =
        new LUDecomposition(MatrixUtils.createRealMatrix(jacobian)).getDeterminant();

    // Central differences err by step² = 1e-10 and by 1e-16 / step = 1e-11, times a few units.
    assertClose(
        "log q'",
        flow.output(row).getDouble(0, size),
        row.getDouble(0, size) - Math.log(Math.abs(determinant)),
        1e-8);
  }

  static Stream<FlowLayer> flowsOfThePlane() {
    return Stream.of(
        new PlanarFlowLayer.Builder().latentSize(2).build(),
        new CouplingFlowLayer.Builder().latentSize(2).hidden(5).build(),
        new AutoregressiveFlowLayer.Builder().latentSize(2).hidden(5).build());
  }

  /**
   * N(0, I) is pushed through: the density at the image of each cell of a grid, times the area of
   * that image, sums to 1. Areas of one sign say that no two neighbours change places.
   */
  @ParameterizedTest
  @MethodSource("flowsOfThePlane")
  void whatIsPushedThroughIsADensity(FlowLayer layer) {
    LoneFlow flow = new LoneFlow(layer, DataType.DOUBLE).random(7, 0.8);
    int cells = 240;
    double edge = 12.0 / cells; // from −6 to 6: outside is 4e-9 of the mass
    INDArray corners = flow.output(grid(cells + 1, edge, -6));
    INDArray centres = flow.output(grid(cells, edge, -6 + edge / 2));
    double mass = 0;
    int positive = 0;
    for (int i = 0; i < cells; i++) {
      for (int j = 0; j < cells; j++) {
        double area = area(corners, cells + 1, i, j);
        positive += area > 0 ? 1 : 0;
        mass += Math.abs(area) * Math.exp(centres.getDouble(i * (long) cells + j, 2));
      }
    }
    assertThat(List.of(0, cells * cells)).contains(positive);
    // Of the second order in the edge, 0.05² = 2.5e-3, times curvatures below 1.
    assertThat(mass).isCloseTo(1, within(2e-3));
  }

  /** Rows {@code [z | log N(z; 0, I)]}. */
  private static INDArray grid(int points, double edge, double from) {
    double[][] rows = new double[points * points][];
    for (int i = 0; i < rows.length; i++) {
      double x = from + edge * Math.floorDiv(i, points);
      double y = from + edge * (i % points);
      rows[i] = new double[] {x, y, -Math.log(2 * Math.PI) - (x * x + y * y) / 2};
    }
    return Nd4j.createFromArray(rows);
  }

  /** Signed, of the quadrilateral whose first corner is (i, j): half the product of diagonals. */
  private static double area(INDArray corners, int points, int i, int j) {
    long first = i * (long) points + j;
    long opposite = first + points + 1;
    long second = first + points;
    long fourth = first + 1;
    return 0.5
        * (difference(corners, opposite, first, 0) * difference(corners, fourth, second, 1)
            - difference(corners, opposite, first, 1) * difference(corners, fourth, second, 0));
  }

  private static double difference(INDArray corners, long to, long from, int column) {
    return corners.getDouble(to, column) - corners.getDouble(from, column);
  }
}
